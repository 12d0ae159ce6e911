package dev.kassa.standalone.export;

import dev.kassa.standalone.api.ApiOptions;
import dev.kassa.standalone.api.ApiProblem;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code export KIND}: exit status 0 where the file is there and whole, 1 where there is none, 2 where it cannot be run so. */
@Command(
        name = "export",
        description =
                "Makes a file of payments, refunds, journal entries, settlements, balances or trends, downloads it and checks that it is whole.",
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    private static final int WHOLE = 100;
    private static final List<String> FORMATS = List.of("csv", "xlsx", "pdf");

    @Parameters(paramLabel = "KIND", description = "payments, refunds, journal, settlements, balances or trends")
    private String kind = "";

    @Option(names = "--format", description = "csv, xlsx or pdf; without it, what the name of --out ends in.")
    private @Nullable String format;

    @Option(names = "--from", description = "Rows from then on: a date, or a time such as 2026-03-01T12:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", description = "Rows up to the end of that date, or before that time.")
    private @Nullable String to;

    @Option(names = "--time", description = "What --from and --to mean: business (default) or processing.")
    private @Nullable String time;

    @Option(names = "--granularity", description = "Of trends: daily (default), weekly or monthly.")
    private @Nullable String granularity;

    @Option(names = "--by", split = ",", description = "Of trends: channel, country or both; what rows are split by.")
    private List<String> by = List.of();

    @Option(names = "--channel", description = "Of trends: this channel only.")
    private @Nullable String channel;

    @Option(names = "--country", description = "Of trends: this country of the customer only.")
    private @Nullable String country;

    @Option(names = "--currency", description = "Of trends: this currency only.")
    private @Nullable String currency;

    @Option(names = "--merchant", description = "Whose rows; without it those of all merchants.")
    private @Nullable String merchant;

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the file goes.")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> order = order();
        requireFolder();
        try (ExportClient client = new ExportClient(api.open(), merchant)) {
            String id = client.ask(order, UUID.randomUUID().toString());
            JsonNode export = unlessInterrupted(client, id);
            client.download(export, out, _ -> {});
            tell(export);
            return 0;
        } catch (ApiProblem e) {
            spec.commandLine().getErr().println("kassa: " + e.getMessage());
            return 1;
        }
    }

    private Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("kind", kind.toLowerCase(Locale.ROOT));
        order.put("format", format());
        put(order, "from", from);
        put(order, "to", to);
        put(order, "time", time);
        put(order, "granularity", granularity);
        put(order, "by", by.isEmpty() ? null : by);
        put(order, "channel", channel);
        put(order, "country", country);
        put(order, "currency", currency);
        return order;
    }

    private static void put(Map<String, Object> order, String name, @Nullable Object value) {
        if (value != null) {
            order.put(name, value);
        }
    }

    private String format() {
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        String asked = format == null ? name.substring(name.lastIndexOf('.') + 1) : format.toLowerCase(Locale.ROOT);
        if (!FORMATS.contains(asked)) {
            throw new ParameterException(
                    spec.commandLine(), "Expected --format csv, xlsx or pdf, or a FILE whose name ends so.");
        }
        return asked;
    }

    private void requireFolder() {
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(out)) {
            throw new ParameterException(
                    spec.commandLine(), "Expected --out to name a file in a folder that is there: " + out);
        }
    }

    /** Who presses Ctrl-C wants no file any more. */
    private JsonNode unlessInterrupted(ExportClient client, String id) throws ApiProblem, InterruptedException {
        Thread cancel = new Thread(() -> {
            try {
                client.cancel(id);
            } catch (ApiProblem e) {
                spec.commandLine().getErr().println("kassa: " + id + " goes on: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(cancel);
        try {
            return watched(client, id);
        } finally {
            forget(cancel);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends: it runs already.
        }
    }

    private JsonNode watched(ExportClient client, String id) throws ApiProblem, InterruptedException {
        if (System.console() == null || !System.console().isTerminal()) {
            return client.await(id, _ -> {});
        }
        try (ProgressBar bar = ProgressBar.builder()
                .setTaskName(kind)
                .setInitialMax(WHOLE)
                .setUpdateIntervalMillis(200)
                .build()) {
            Consumer<JsonNode> each = export -> {
                bar.stepTo(export.path("progress").asLong(0));
                bar.setExtraMessage("%,d rows".formatted(export.path("rows").asLong(0)));
            };
            return client.await(id, each);
        }
    }

    private void tell(JsonNode export) {
        PrintWriter lines = spec.commandLine().getOut();
        lines.printf(
                Locale.ROOT,
                "%s: %,d rows, %,d bytes, as of %s%n",
                out,
                export.path("rows").asLong(),
                export.path("size").asLong(),
                export.path("position").asString(""));
        lines.printf("sha256 %s%n", export.path("sha256").asString(""));
        for (JsonNode totals : export.path("control_totals")) {
            StringBuilder line = new StringBuilder(totals.path("currency").asString(""));
            totals.propertyStream()
                    .filter(total -> total.getValue().isNumber())
                    .forEach(total -> line.append("  ")
                            .append(total.getKey())
                            .append(' ')
                            .append(total.getValue().asString()));
            lines.println(line);
        }
        lines.flush();
    }
}
