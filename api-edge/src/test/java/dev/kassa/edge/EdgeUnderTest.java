package dev.kassa.edge;

import dev.kassa.avro.ChannelOperation;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.edge.access.KeyUses;
import dev.kassa.edge.access.Merchants;
import dev.kassa.edge.access.Signatures;
import dev.kassa.edge.access.UsedSignatures;
import dev.kassa.edge.export.Exports;
import dev.kassa.edge.job.CheckBoard;
import dev.kassa.edge.reference.ReferenceTable;
import dev.kassa.port.Callbacks.Parsed;
import dev.kassa.port.ShippedSetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An edge over a scripted core, with two merchants: acme and other. */
final class EdgeUnderTest implements AutoCloseable {
    static final String ACME = Facts.key("acmeacme");
    static final String READ_ONLY = Facts.key("readonly");
    static final String IMPORT = Facts.key("importer");
    static final String EXPIRED = Facts.key("oldoldol");
    static final JsonMapper JSON = new JsonMapper();

    static final List<ShippedSetting> SETTINGS = List.of(
            new ShippedSetting("risk.band.review", "51", "points", "0", "1000", "From which a person decides."),
            new ShippedSetting("risk.amount.max", "10000", "major units", "0", "10000000000", "Not yet noticed."));

    /** What the keys' clock says. */
    volatile long nowMs = Facts.NOON_MS;

    final KeyUses keyUses = new KeyUses(() -> Instant.ofEpochMilli(nowMs));
    final FakeCore core = new FakeCore();
    final FakeAudit audit = new FakeAudit();
    final FakeViews views = new FakeViews();
    final FakeTrends trends = new FakeTrends();
    final FakeShadows shadows = new FakeShadows();
    final Merchants merchants = new Merchants();
    final ReferenceTable references = new ReferenceTable();
    final Exports exports = new Exports();
    final dev.kassa.edge.job.JobBoard jobs = new dev.kassa.edge.job.JobBoard();
    final CheckBoard checks = new CheckBoard();
    final FakeFiles files = new FakeFiles();
    volatile List<ReferenceFact> history = List.of();
    final AtomicInteger historyReads = new AtomicInteger();
    volatile boolean caughtUp = true;

    /** Where the edge takes from what happens, once somebody listens. */
    volatile dev.kassa.edge.live.Live.@Nullable Heard heard;

    final FakeTimeline timeline = new FakeTimeline();
    final EdgeServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    EdgeUnderTest() {
        this(EdgeSettings.Limits.usual());
    }

    EdgeUnderTest(EdgeSettings.Limits limits) {
        this(limits, null);
    }

    EdgeUnderTest(EdgeSettings.Limits limits, @Nullable EdgeTls tls) {
        merchants.applyRead(Facts.merchant(
                "acme",
                1,
                Facts.keyFact("acmeacme", null, "merchant"),
                Facts.keyFact("readonly", null, "readonly"),
                Facts.keyFact("importer", null, "import"),
                Facts.keyFact("oldoldol", 1L, "merchant"),
                Facts.signingKeyFact("signsall", "required"),
                Facts.signingKeyFact("maysigns", "optional")));
        merchants.applyRead(Facts.merchant("other", 2, Facts.keyFact("otherkey", null, "merchant")));
        EdgeSettings settings = EdgeSettings.of("none", "127.0.0.1", 0, Facts.KEY_HASH, Facts.OPERATOR_KEY)
                .withLimits(limits)
                .withTls(tls);
        server = EdgeServer.start(
                settings,
                new EdgeServer.Parts(
                        core,
                        new EdgeServer.Surroundings(
                                views, trends, new FakeStatements(), EdgeUnderTest::callback, shadows, files, SETTINGS),
                        merchants,
                        () -> 0.25,
                        references,
                        () -> 0.25,
                        (kind, key, most) -> {
                            historyReads.incrementAndGet();
                            return history;
                        },
                        exports,
                        () -> 0.25,
                        () -> caughtUp,
                        audit,
                        audit,
                        jobs,
                        checks,
                        keyUses,
                        () -> 0.25,
                        new UsedSignatures(Signatures.WINDOW_SECONDS, Signatures.REMEMBERED_MAX),
                        timeline,
                        listens -> {
                            heard = listens;
                            return () -> {};
                        },
                        () -> {}));
    }

    private static Parsed callback(String channel, java.util.Map<String, String> headers, byte[] body) {
        if (!channel.equals("simulator")) {
            return new Parsed.NoSuchChannel();
        }
        return switch (new String(body, java.nio.charset.StandardCharsets.UTF_8)) {
            case "good" ->
                new Parsed.Outcome(ChannelOutcome.newBuilder()
                        .setMerchantId("acme")
                        .setPaymentId("pay_1")
                        .setChannel("simulator")
                        .setOperation(ChannelOperation.AUTHORIZE)
                        .setAttempt(0)
                        .setResult(ChannelResult.APPROVED)
                        .setChannelReference("ch_1")
                        .build());
            case "old" -> new Parsed.Ignored("about nothing");
            default -> new Parsed.Refused("the signature is not the channel's");
        };
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(json(path, headers).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(String path, byte[] body, String... headers) {
        return send(json(path, headers).POST(BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder json(String path, String... headers) {
        HttpRequest.Builder request = request(path, headers);
        if (request.build().headers().firstValue("Content-Type").isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return request;
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static String[] as(String key, String... more) {
        String[] headers = new String[more.length + 2];
        headers[0] = "Authorization";
        headers[1] = "Bearer " + key;
        System.arraycopy(more, 0, headers, 2, more.length);
        return headers;
    }

    static String[] asOperator(String... more) {
        return as(Facts.OPERATOR_KEY, more);
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }
}
