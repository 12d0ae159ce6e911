package dev.kassa.standalone.cli;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.standalone.rebuild.Rebuild;
import dev.kassa.standalone.rebuild.RebuildException;
import dev.kassa.standalone.rebuild.Rebuilt;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.UnaryOperator;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What {@code views rebuild} and {@code trends rebuild} do: exit status 0 where the new ones serve and nothing is left of the
 * old; 1 where it could not be done now, or something is left.
 */
final class RebuildVerb {
    private final CommandSpec spec;
    private final Rebuilt what;

    RebuildVerb(CommandSpec spec, Rebuilt what) {
        this.spec = spec;
        this.what = what;
    }

    /** @param slices see {@link Rebuild#run} */
    int run(LogOptions log, boolean abandon, UnaryOperator<List<Integer>> slices) {
        String bootstrap = log.bootstrapServers();
        try (HttpSchemaRegistry schemas = log.openRegistry();
                Rebuild rebuild = new Rebuild(what, bootstrap, log.clientProperties(), new Codecs(schemas))) {
            if (abandon) {
                say(rebuild.abandon());
                return 0;
            }
            Rebuild.Summary summary;
            try (Shown shown = shown()) {
                summary = rebuild.run(slices, shown);
            }
            say("generation %d of the %s serves, made from %,d records of the log; it took %.1f s"
                    .formatted(
                            summary.generation(),
                            what.noun(),
                            summary.records(),
                            summary.took().toMillis() / 1e3));
            if (!summary.clean()) {
                spec.commandLine().getErr().println("kassa: " + rebuild.stillRun(summary.left()));
            }
            return summary.clean() ? 0 : 1;
        } catch (RebuildException e) {
            spec.commandLine().getErr().println("kassa: " + e.getMessage());
            return 1;
        }
    }

    private void say(String sentence) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(sentence);
        out.flush();
    }

    private interface Shown extends Rebuild.Progress, AutoCloseable {
        @Override
        void close();
    }

    private Shown shown() {
        PrintWriter err = spec.commandLine().getErr();
        return System.console() != null && System.console().isTerminal() ? new Bar(err) : new Lines(err);
    }

    /** For a terminal. */
    private static final class Bar implements Shown {
        private final PrintWriter err;
        private @Nullable ProgressBar bar;

        Bar(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void says(String sentence) {
            close();
            err.println("kassa: " + sentence);
            err.flush();
        }

        @Override
        public void reached(long applied, long all) {
            ProgressBar shown = bar;
            if (shown == null) {
                shown = ProgressBar.builder()
                        .setTaskName("records")
                        .setUpdateIntervalMillis(200)
                        .build();
                bar = shown;
            }
            shown.maxHint(all);
            shown.stepTo(applied);
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }

    /** For a file or a pipe: a line whenever another tenth is done. */
    private static final class Lines implements Shown {
        private static final int TENTHS = 10;

        private final PrintWriter err;
        private long tenths = -1;

        Lines(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void says(String sentence) {
            err.println("kassa: " + sentence);
            err.flush();
        }

        @Override
        public void reached(long applied, long all) {
            long now = all == 0 ? TENTHS : applied * TENTHS / all;
            if (now > tenths) {
                tenths = now;
                says("%,d of %,d records of the log (%d %%)".formatted(applied, all, now * TENTHS));
            }
        }

        @Override
        public void close() {}
    }
}
