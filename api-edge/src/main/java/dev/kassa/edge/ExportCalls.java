package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.GONE;
import static dev.kassa.schema.ErrorCode.NOT_FOUND;
import static dev.kassa.schema.ErrorCode.RANGE_NOT_SATISFIABLE;
import static dev.kassa.schema.ErrorCode.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.CancelExport;
import dev.kassa.avro.ExportEnvelope;
import dev.kassa.avro.ExportFact;
import dev.kassa.avro.ExportResultFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.RequestExport;
import dev.kassa.edge.Intake.Body;
import dev.kassa.edge.access.Merchants;
import dev.kassa.edge.command.CommandGateway;
import dev.kassa.edge.export.Exports;
import dev.kassa.edge.export.Links;
import dev.kassa.edge.export.Portion;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.render.ExportJson;
import dev.kassa.edge.render.ExportJson.Seen;
import dev.kassa.port.FileStore;
import dev.kassa.schema.ExportScope;
import dev.kassa.schema.Metric;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Exports: asked for, looked at, watched, cancelled, and their files downloaded. */
final class ExportCalls {
    private static final String PATH = "/v1/exports/";
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration WATCHED_MAX = Duration.ofMinutes(10);
    private static final List<String> STATUSES =
            List.of("pending", "running", "completed", "failed", "cancelled", "expired");
    private static final int STREAMS_MAX = 256;
    private static final int STREAMS_EACH_MAX = 16;
    private static final int DOWNLOADS_MAX = 64;
    private static final int DOWNLOADS_EACH_MAX = 8;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final byte[] STILL_HERE = ": still here\n\n".getBytes(UTF_8);

    private final Intake intake;
    private final CommandGateway gateway;
    private final Merchants merchants;
    private final Exports exports;
    private final Links links;
    private final FileStore files;
    private final InstantSource clock;
    private final BooleanSupplier closing;
    private final ExportStreams streams = new ExportStreams(STREAMS_MAX, STREAMS_EACH_MAX);
    private final ExportStreams downloads = new ExportStreams(DOWNLOADS_MAX, DOWNLOADS_EACH_MAX);

    /** @param closing whether the edge is being stopped: nobody is kept watching */
    ExportCalls(
            Intake intake,
            CommandGateway gateway,
            Merchants merchants,
            Exports exports,
            Links links,
            FileStore files,
            InstantSource clock,
            BooleanSupplier closing) {
        this.intake = intake;
        this.gateway = gateway;
        this.merchants = merchants;
        this.exports = exports;
        this.links = links;
        this.files = files;
        this.clock = clock;
        this.closing = closing;
    }

    void show(Meters meters) {
        meters.gauge(Metric.EXPORT_STREAMS, streams::open);
        meters.gauge(Metric.EXPORT_DOWNLOADS, downloads::open);
    }

    void create(Exchange exchange) throws IOException {
        Intake.Write write = intake.scopedWrite(exchange, "CreateExport", Body.REQUIRED);
        String scope = write.merchantId();
        ask(exchange, write, scope, request(merchantOf(scope), write));
    }

    private RequestExport request(@Nullable String merchantId, Intake.Write write) {
        Optional<MerchantFact> merchant = merchantId == null ? Optional.empty() : merchants.find(merchantId);
        ZoneId zone = merchant.map(MerchantFact::getTimezone).map(ZoneId::of).orElse(ZoneOffset.UTC);
        String name = merchant.map(MerchantFact::getName).orElse("");
        return ExportBodies.request(merchantId, name, zone, write.body());
    }

    void cancel(Exchange exchange) throws IOException {
        Intake.Write write = intake.scopedWrite(exchange, "Nothing", Body.OPTIONAL);
        String id = exchange.pathParameter("id");
        ExportFact fact = visible(id, merchantOf(write.merchantId()));
        ask(exchange, write, ExportScope.of(fact.getMerchantId()), new CancelExport(id));
    }

    private static @Nullable String merchantOf(String scope) {
        return scope.equals(ExportScope.ALL_MERCHANTS) ? null : scope;
    }

    private void ask(Exchange exchange, Intake.Write write, String scope, Object body) throws IOException {
        ExportEnvelope command = new ExportEnvelope(
                gateway.nextCommandId(),
                exchange.requestId(),
                gateway.address(),
                write.caller().actor(),
                body instanceof RequestExport ? write.headers().idempotencyKey() : null,
                body);
        exchange.notes().became(command.getCommandId());
        Reply reply = gateway.askExports(scope, command, write.headers().patience())
                .orElseThrow(() -> new Refusal(
                        UNAVAILABLE,
                        "Nobody works on exports at this moment. It may be done later: look at GET /v1/exports."));
        tell(exchange, reply);
    }

    private void tell(Exchange exchange, Reply reply) throws IOException {
        if (reply.getReplayed()) {
            exchange.answerHeader("Idempotent-Replayed", "true");
        }
        if (reply.getBody() instanceof ExportFact fact) {
            exports.apply(fact);
            exchange.notes().about(fact.getId());
            if (reply.getStatus() != 200) {
                exchange.answerHeader("Location", PATH + fact.getId());
            }
            exchange.answerJson(reply.getStatus(), ExportJson.export(seen(fact, exchange)));
        } else {
            Writes.refuse(exchange, reply);
        }
    }

    void get(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        ExportFact fact = visible(exchange.pathParameter("id"), intake.scope(read.caller(), exchange));
        exchange.answerJson(200, ExportJson.export(seen(fact, exchange)));
    }

    void list(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String merchantId = intake.scope(read.caller(), exchange);
        QueryParameters parameters = QueryParameters.of(exchange.query(), "status", "kind", "limit", "cursor");
        String status = parameters.oneOf("status", STATUSES);
        String kind = parameters.oneOf("kind", ExportBodies.THERE);
        int limit = parameters.limit();
        Predicate<ExportFact> wanted = fact -> isVisible(fact, merchantId)
                && (kind == null || kind.equals(fact.getKind()))
                && (status == null || status.equals(seen(fact, exchange).status()));
        List<ExportFact> page = exports.list(wanted, parameters.text("cursor"), limit + 1);
        boolean more = page.size() > limit;
        List<ExportFact> shown = more ? page.subList(0, limit) : page;
        exchange.answerJson(
                200,
                ExportJson.page(
                        shown.stream().map(fact -> seen(fact, exchange)).toList(),
                        more ? shown.getLast().getId() : null));
    }

    private ExportFact visible(String id, @Nullable String merchantId) {
        return exports.find(id)
                .filter(fact -> isVisible(fact, merchantId))
                .orElseThrow(() -> new Refusal(NOT_FOUND, "There is no export of this id."));
    }

    private static boolean isVisible(ExportFact fact, @Nullable String merchantId) {
        return merchantId == null || merchantId.equals(fact.getMerchantId());
    }

    private Seen seen(ExportFact fact, Exchange exchange) {
        long nowMs = clock.millis();
        Long expiresAtMs = fact.getExpiresAtMs();
        String link = expiresAtMs != null && Seen.hasFile(fact, nowMs)
                ? exchange.origin() + links.to(fact.getId(), expiresAtMs)
                : null;
        return new Seen(fact, link, nowMs);
    }

    /** Tells each change of an export as it comes, until it is finished. */
    void events(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String id = exchange.pathParameter("id");
        visible(id, intake.scope(read.caller(), exchange));
        try (ExportStreams.Place _ = streams.enter(read.caller().actor())) {
            exchange.answerHeader("X-Accel-Buffering", "no");
            watch(exchange, id, exchange.answerStream(OK, "text/event-stream", -1));
        }
    }

    private void watch(Exchange exchange, String id, OutputStream out) throws IOException {
        long untilNs = System.nanoTime() + WATCHED_MAX.toNanos();
        long toldNs = System.nanoTime();
        long version = 0;
        while (!closing.getAsBoolean() && System.nanoTime() - untilNs < 0) {
            Optional<ExportFact> fact = exports.await(id, version, LOOK);
            if (fact.isEmpty()) {
                return;
            }
            if (fact.get().getVersion() > version) {
                version = fact.get().getVersion();
                out.write(event(seen(fact.get(), exchange)));
                if (!Exports.isOpen(fact.get())) {
                    return;
                }
            } else if (System.nanoTime() - toldNs < HEARTBEAT.toNanos()) {
                continue;
            } else {
                out.write(STILL_HERE);
            }
            out.flush();
            toldNs = System.nanoTime();
        }
    }

    private static byte[] event(Seen seen) {
        String name = Exports.isOpen(seen.fact()) ? "progress" : seen.status();
        String json = new String(ExportJson.export(seen), UTF_8);
        return ("event: " + name + "\nid: " + seen.fact().getVersion() + "\ndata: " + json + "\n\n").getBytes(UTF_8);
    }

    /** The file, or the part of it that is asked for, to whoever has the link. What is wrong with a link that is not ours, nobody is told. */
    void file(Exchange exchange) throws IOException {
        String id = exchange.pathParameter("id");
        QueryParameters parameters = QueryParameters.of(exchange.query(), "expires", "signature");
        Long expiresAtMs = links.expiresAtMs(id, parameters.text("expires"), parameters.text("signature"));
        if (expiresAtMs == null) {
            throw new Refusal(NOT_FOUND, "Nothing is here.");
        }
        if (clock.millis() >= expiresAtMs) {
            throw gone();
        }
        ExportFact fact = exports.find(id).orElseThrow(() -> new Refusal(NOT_FOUND, "Nothing is here."));
        ExportResultFact result = fact.getResult();
        if (result == null || !Seen.hasFile(fact, clock.millis())) {
            throw gone();
        }
        try (ExportStreams.Place _ = downloads.enter(exchange.remoteAddress())) {
            send(exchange, fact, result);
        }
    }

    private static Refusal gone() {
        return new Refusal(GONE, "The file was kept for 24 hours, which are over. Ask for the export anew.");
    }

    private void send(Exchange exchange, ExportFact fact, ExportResultFact result) throws IOException {
        long size = result.getSizeBytes();
        String etag = '"' + result.getSha256() + '"';
        Portion portion = exchange.isHead()
                ? new Portion.Whole()
                : Portion.asked(exchange.header("Range"), exchange.header("If-Range"), etag, size);
        if (portion instanceof Portion.Nothing) {
            exchange.answerHeader("Content-Range", "bytes */" + size);
            throw new Refusal(RANGE_NOT_SATISFIABLE, "The file has " + size + " bytes.");
        }
        try (FileStore.Content content = open(result, portion, exchange.isHead())) {
            exchange.answerHeader("ETag", etag);
            exchange.answerHeader("Accept-Ranges", "bytes");
            exchange.answerHeader("Content-Disposition", "attachment; filename=\"" + fileName(fact) + '"');
            if (portion instanceof Portion.Part part) {
                exchange.answerHeader("Content-Range", part.of(size));
                copy(content, exchange.answerStream(PARTIAL, result.getContentType(), content.size()));
            } else if (exchange.isHead()) {
                exchange.answerHead(result.getContentType(), size);
            } else {
                copy(content, exchange.answerStream(OK, result.getContentType(), content.size()));
            }
        }
    }

    /** A store in a bucket sends what was asked for, so that of what nobody will read only a byte is. */
    private FileStore.Content open(ExportResultFact result, Portion portion, boolean head) throws IOException {
        boolean all = portion instanceof Portion.Whole && !(head && result.getSizeBytes() > 0);
        Portion.Part part = portion instanceof Portion.Part asked ? asked : new Portion.Part(0, 1);
        return (all ? files.open(result.getFile()) : files.open(result.getFile(), part.from(), part.length()))
                .orElseThrow(ExportCalls::gone);
    }

    private static void copy(FileStore.Content content, OutputStream to) throws IOException {
        try (OutputStream out = to) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = content.stream().read(buffer);
                    read >= 0;
                    read = content.stream().read(buffer)) {
                out.write(buffer, 0, read);
            }
        }
    }

    /** Of our own words and ids only, so that it is a safe name anywhere. */
    private static String fileName(ExportFact fact) {
        String merchantId = fact.getMerchantId();
        String whose = merchantId == null ? "all" : merchantId;
        return "kassa-" + fact.getKind() + "-" + whose + "-" + fact.getId() + "." + fact.getFormat();
    }
}
