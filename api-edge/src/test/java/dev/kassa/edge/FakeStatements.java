package dev.kassa.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.port.Statements;
import java.io.IOException;
import java.io.OutputStream;

/** Statements that say in words what was asked for. */
final class FakeStatements implements Statements {
    @Override
    public Writing begin(Format format, SettlementFact settlement, MerchantFact merchant, OutputStream out)
            throws IOException {
        say(out, format + " of " + settlement.getId() + " for " + merchant.getName());
        return new Writing() {
            @Override
            public void entry(EntryFact entry) throws IOException {
                say(out, " " + entry.getId());
            }

            @Override
            public void end() throws IOException {
                say(out, " end");
            }
        };
    }

    private static void say(OutputStream out, String words) throws IOException {
        out.write(words.getBytes(UTF_8));
    }
}
