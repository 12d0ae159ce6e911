package dev.kassa.edge;

import dev.kassa.edge.audit.AuditLog;
import dev.kassa.edge.audit.AuditTrail;
import dev.kassa.edge.audit.Deed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps deeds, and gives the page that a test sets. */
final class FakeAudit implements AuditLog, AuditTrail {
    final List<Deed> deeds = new CopyOnWriteArrayList<>();
    final List<Filter> asked = new CopyOnWriteArrayList<>();
    volatile Page page = new Page(List.of(), null);

    @Override
    public void add(Deed deed) {
        deeds.add(deed);
    }

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public long lost() {
        return 0;
    }

    @Override
    public Page page(Filter filter) {
        asked.add(filter);
        return page;
    }

    @Override
    public void close() {}
}
