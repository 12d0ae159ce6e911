package dev.kassa.edge;

import dev.kassa.edge.timeline.Timeline;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Paths that a test lays out, and what was asked for. */
final class FakeTimeline implements Timeline {
    final List<Known> asked = new CopyOnWriteArrayList<>();
    volatile List<Step> steps = List.of();

    @Override
    public Path of(Known known) {
        asked.add(known);
        return new Path(steps, true);
    }

    @Override
    public void close() {}
}
