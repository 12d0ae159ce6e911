package dev.kassa.standalone.e2e;

import dev.kassa.standalone.cli.LedgerCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;

/** {@code kassa ledger …} over a data folder. */
record LedgerVerb(Path folder) {
    record Said(int status, String text) {}

    Said run(String... words) {
        StringWriter out = new StringWriter();
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--data";
        all[words.length + 1] = folder.toString();
        int status = new CommandLine(new LedgerCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(all);
        return new Said(status, out.toString());
    }
}
