package dev.kassa.channel.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kassa.avro.ChannelOperation;
import dev.kassa.avro.ChannelResult;
import dev.kassa.channel.ChannelCall;
import dev.kassa.channel.Commands;
import dev.kassa.channel.Outcome;
import dev.kassa.port.Callbacks.Parsed;
import dev.kassa.wire.CallbackSignature;
import dev.kassa.wire.WireClient;
import dev.kassa.wire.WireJson;
import dev.kassa.wire.WireServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The simulator over real HTTP, as its channel sees it. */
class SimulatorTest {
    private static final byte[] SECRET = "a secret of both sides".getBytes(UTF_8);
    private static final Duration TIMEOUT = Duration.ofMillis(400);

    /** For a look into the simulator's books, which none of the tests wants to time out. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private WireServer receiver;
    private SimulatorServer server;
    private SimulatorChannel channel;

    private record Received(String route, byte[] body) {}

    @BeforeEach
    void start() throws Exception {
        receiver = new WireServer(0, (route, body) -> {
            received.add(new Received(route, body));
            return Optional.of(new WireServer.Response(200, new byte[0]));
        });
        open();
    }

    private void open() {
        server = new SimulatorServer(0, folder, SECRET);
        channel = channel(URI.create("http://127.0.0.1:" + server.port()));
    }

    private SimulatorChannel channel(URI base) {
        URI callbacks = URI.create("http://127.0.0.1:" + receiver.port() + "/callbacks/simulator");
        return new SimulatorChannel(new SimulatorChannel.Settings("simulator", base, callbacks, SECRET, TIMEOUT));
    }

    @AfterEach
    void stop() throws Exception {
        channel.close();
        server.close();
        receiver.close();
    }

    private void restart() {
        channel.close();
        server.close();
        open();
    }

    private static ChannelCall charge(String key, @Nullable String token) {
        return Commands.call(ChannelOperation.AUTHORIZE, key, 1000, token, null);
    }

    private JsonNode get(String path) throws Exception {
        try (WireClient client = new WireClient(URI.create("http://127.0.0.1:" + server.port()), PATIENCE)) {
            return WireJson.MAPPER.readTree(
                    client.send("GET", path, new byte[0]).body());
        }
    }

    private long timesCharged(String key) throws Exception {
        return get("/records/" + key).path("times_charged").asLong();
    }

    /** token | first outcome, then when asked (null: unseen), then when called again, and how often it was charged. */
    static Stream<Arguments> tokens() {
        Class<?> yes = Outcome.Approved.class;
        Class<?> no = Outcome.Declined.class;
        Class<?> unknown = Outcome.Unknown.class;
        Class<?> never = Outcome.FailedForCertain.class;
        return Stream.of(
                arguments(null, yes, yes, yes, 1),
                arguments("tok_ok", yes, yes, yes, 1),
                arguments("tok_declined", no, no, no, 0),
                arguments("tok_other", no, no, no, 0),
                arguments("tok_slow_99999", no, no, no, 0),
                arguments("tok_slow_50", yes, yes, yes, 1),
                arguments("tok_timeout_charged", unknown, yes, yes, 1),
                arguments("tok_timeout_not_charged", unknown, null, unknown, 0),
                arguments("tok_error_once", unknown, null, yes, 1),
                arguments("tok_unavailable", never, null, never, 0),
                arguments("tok_capture_declined", yes, yes, yes, 1),
                arguments("tok_refund_declined", yes, yes, yes, 1),
                arguments("tok_refund_timeout", yes, yes, yes, 1));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void tokenSteers(@Nullable String token, Class<?> first, @Nullable Class<?> asked, Class<?> again, int timesCharged)
            throws Exception {
        ChannelCall call = charge("k1", token);

        assertThat(channel.authorize(call)).isInstanceOf(first);
        Optional<Outcome> query = channel.query(call);
        if (asked == null) {
            assertThat(query).isEmpty();
        } else {
            assertThat(query).get().isInstanceOf(asked);
        }
        assertThat(channel.authorize(call)).isInstanceOf(again);
        assertThat(timesCharged("k1")).isEqualTo(timesCharged);
    }

    @Test
    void declinesSayWhy() {
        assertThat(channel.authorize(charge("k1", "tok_declined")))
                .isEqualTo(new Outcome.Declined("card_declined", "the card was declined"));
        assertThat(channel.authorize(charge("k2", "tok_nonsense")))
                .isEqualTo(new Outcome.Declined("invalid_token", "there is no such payment method"));
    }

    @Test
    void repeatsAreCountedAndChargeOnce() throws Exception {
        ChannelCall call = charge("k1", "tok_ok");
        Outcome first = channel.authorize(call);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> repeats = Stream.generate(() -> threads.submit(() -> channel.authorize(call)))
                    .limit(20)
                    .toList();
            for (Future<Outcome> repeat : repeats) {
                assertThat(repeat.get()).isEqualTo(first);
            }
        }

        assertThat(get("/records/k1").path("repeats").asInt()).isEqualTo(20);
        assertThat(timesCharged("k1")).isEqualTo(1);
        assertThat(get("/totals").path("captured").path("EUR").asLong()).isEqualTo(1000);
    }

    @Test
    void abandonPlantsATombstoneUnderWhichNothingHappens() throws Exception {
        ChannelCall call = charge("k1", "tok_ok");

        assertThat(channel.abandon(call))
                .isInstanceOfSatisfying(
                        Outcome.FailedForCertain.class,
                        o -> assertThat(o.code()).isEqualTo("channel_timeout"));
        assertThat(channel.authorize(call)).isInstanceOf(Outcome.FailedForCertain.class);
        assertThat(timesCharged("k1")).isZero();
    }

    @Test
    void abandonReportsAChargeThatIsThere() throws Exception {
        ChannelCall call = charge("k1", "tok_timeout_charged");
        channel.authorize(call);

        assertThat(channel.abandon(call)).isInstanceOf(Outcome.Approved.class);
        assertThat(timesCharged("k1")).isEqualTo(1);
    }

    @Test
    void aSlowCallFindsTheTombstoneThatWasPlantedMeanwhile() throws Exception {
        ChannelCall slow = charge("k1", "tok_slow_300");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome> calling = threads.submit(() -> channel.authorize(slow));
            Outcome abandoned = channel.abandon(slow);

            assertThat(abandoned).isInstanceOf(Outcome.FailedForCertain.class);
            assertThat(calling.get()).isInstanceOf(Outcome.FailedForCertain.class);
        }
        assertThat(timesCharged("k1")).isZero();
    }

    @Test
    void anAuthorizationIsCapturedInPartOnce() throws Exception {
        ChannelCall held = new ChannelCall(
                "m1", "pay-1", null, ChannelOperation.AUTHORIZE, "k1", 1000, "EUR", false, "tok_ok", null);
        String charge = ((Outcome.Approved) channel.authorize(held)).reference();

        assertThat(channel.capture(Commands.call(ChannelOperation.CAPTURE, "k2", 1001, null, charge)))
                .isInstanceOf(Outcome.Declined.class);
        Outcome captured = channel.capture(Commands.call(ChannelOperation.CAPTURE, "k3", 600, null, charge));
        assertThat(channel.capture(Commands.call(ChannelOperation.CAPTURE, "k3", 600, null, charge)))
                .isEqualTo(captured)
                .isInstanceOf(Outcome.Approved.class);
        assertThat(channel.capture(Commands.call(ChannelOperation.CAPTURE, "k4", 400, null, charge)))
                .isInstanceOf(Outcome.Declined.class);
        assertThat(channel.voidCharge(Commands.call(ChannelOperation.VOID, "k5", 1000, null, charge)))
                .isInstanceOf(Outcome.Declined.class);
        assertThat(timesCharged("k1")).isEqualTo(1);
        assertThat(get("/records/k1").path("amount_captured").asLong()).isEqualTo(600);
    }

    @Test
    void aVoidedAuthorizationCannotBeCaptured() throws Exception {
        ChannelCall held = new ChannelCall(
                "m1", "pay-1", null, ChannelOperation.AUTHORIZE, "k1", 1000, "EUR", false, "tok_ok", null);
        String charge = ((Outcome.Approved) channel.authorize(held)).reference();

        assertThat(channel.voidCharge(Commands.call(ChannelOperation.VOID, "k2", 1000, null, charge)))
                .isInstanceOf(Outcome.Approved.class);
        assertThat(channel.capture(Commands.call(ChannelOperation.CAPTURE, "k3", 1000, null, charge)))
                .isInstanceOf(Outcome.Declined.class);
        assertThat(get("/records/k1").path("status").asString()).isEqualTo("voided");
        assertThat(timesCharged("k1")).isZero();
    }

    @Test
    void refundsAreCappedByWhatWasCaptured() throws Exception {
        String charge = ((Outcome.Approved) channel.authorize(charge("k1", "tok_ok"))).reference();

        assertThat(refund("r1", 700, charge)).isInstanceOf(Outcome.Approved.class);
        assertThat(refund("r1", 700, charge)).isInstanceOf(Outcome.Approved.class);
        assertThat(refund("r2", 301, charge))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class, o -> assertThat(o.code()).isEqualTo("refund_exceeds_captured"));
        assertThat(refund("r3", 300, charge)).isInstanceOf(Outcome.Approved.class);
        assertThat(get("/totals").path("refunded").path("EUR").asLong()).isEqualTo(1000);
    }

    @Test
    void refundsFollowTheScriptOfTheirCharge() throws Exception {
        String declined = ((Outcome.Approved) channel.authorize(charge("k1", "tok_refund_declined"))).reference();
        String silent = ((Outcome.Approved) channel.authorize(charge("k2", "tok_refund_timeout"))).reference();

        assertThat(refund("r1", 100, declined)).isInstanceOf(Outcome.Declined.class);
        assertThat(refund("r2", 100, silent)).isInstanceOf(Outcome.Unknown.class);
        assertThat(channel.query(Commands.call(ChannelOperation.REFUND, "r2", 100, null, silent)))
                .get()
                .isInstanceOf(Outcome.Approved.class);
        assertThat(get("/records/k2").path("amount_refunded").asLong()).isEqualTo(100);
    }

    @Test
    void aCaptureFollowsTheScriptOfItsCharge() {
        ChannelCall held = new ChannelCall(
                "m1",
                "pay-1",
                null,
                ChannelOperation.AUTHORIZE,
                "k1",
                1000,
                "EUR",
                false,
                "tok_capture_declined",
                null);
        String charge = ((Outcome.Approved) channel.authorize(held)).reference();

        assertThat(channel.capture(Commands.call(ChannelOperation.CAPTURE, "k2", 1000, null, charge)))
                .isInstanceOf(Outcome.Declined.class);
    }

    private Outcome refund(String key, long amount, String charge) {
        return channel.refund(Commands.call(ChannelOperation.REFUND, key, amount, null, charge));
    }

    @ParameterizedTest
    @MethodSource("callbackTokens")
    void callbacksConcludeWhatIsPending(String token, int times) throws Exception {
        ChannelCall call = charge("k1", token);

        Outcome answer = channel.authorize(call);

        assertThat(answer).isInstanceOf(Outcome.Pending.class);
        await().atMost(Duration.ofSeconds(10)).until(() -> received.size() == times);
        assertThat(channel.query(call)).get().isInstanceOf(Outcome.Approved.class);
        JsonNode told = WireJson.MAPPER.readTree(received.getFirst().body());
        assertThat(told.path("payment_id").asString()).isEqualTo("pay-1");
        assertThat(timesCharged("k1")).isEqualTo(1);
    }

    static Stream<Arguments> callbackTokens() {
        return Stream.of(arguments("tok_callback_twice", 2), arguments("tok_callback_late", 1));
    }

    @Test
    void whatWasDoneOutlivesARestartAndATornLine() throws Exception {
        Outcome first = channel.authorize(charge("k1", "tok_ok"));
        channel.authorize(charge("k2", "tok_error_once"));
        server.close();
        Files.writeString(
                folder.resolve("simulator.jsonl"), "{\"deed\":{\"request\":{\"oper", StandardOpenOption.APPEND);

        restart();

        assertThat(channel.authorize(charge("k1", "tok_ok"))).isEqualTo(first);
        assertThat(channel.authorize(charge("k2", "tok_error_once"))).isInstanceOf(Outcome.Approved.class);
        restart();
        assertThat(timesCharged("k1")).isEqualTo(1);
        assertThat(timesCharged("k2")).isEqualTo(1);
        assertThat(get("/records").size()).isEqualTo(2);
    }

    @Test
    void whatWasPendingIsConcludedAfterARestart() {
        channel.authorize(charge("k1", "tok_callback_late"));

        restart();

        await().atMost(Duration.ofSeconds(5)).until(() -> received.size() == 1);
        assertThat(channel.query(charge("k1", "tok_callback_late"))).get().isInstanceOf(Outcome.Approved.class);
    }

    @Test
    void aServerThatIsNotThereIsCertainOnlyForACall() {
        URI nowhere = URI.create("http://127.0.0.1:" + server.port());
        server.close();
        try (SimulatorChannel lost = channel(nowhere)) {
            assertThat(lost.authorize(charge("k1", "tok_ok"))).isInstanceOf(Outcome.FailedForCertain.class);
            assertThat(lost.query(charge("k1", "tok_ok"))).get().isInstanceOf(Outcome.Unknown.class);
            assertThat(lost.abandon(charge("k1", "tok_ok"))).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void aKeptConnectionThatWasClosedIsReplaced() {
        channel.authorize(charge("k1", "tok_ok"));
        int port = server.port();
        server.close();
        server = new SimulatorServer(port, folder, SECRET);

        assertThat(channel.authorize(charge("k2", "tok_ok"))).isInstanceOf(Outcome.Approved.class);
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        try (WireClient client = new WireClient(URI.create("http://127.0.0.1:" + server.port()), PATIENCE)) {
            assertThat(client.send("POST", "/v1/operations", "{}".getBytes(UTF_8))
                            .status())
                    .isEqualTo(400);
            assertThat(client.send("POST", "/v1/operations", "nonsense".getBytes(UTF_8))
                            .status())
                    .isEqualTo(400);
            assertThat(client.send("POST", "/v1/operations", new byte[70_000]).status())
                    .isEqualTo(413);
            assertThat(client.send("GET", "/nowhere", new byte[0]).status()).isEqualTo(404);
        }
    }

    /** what is done to a genuine callback | whether it is taken. */
    static Stream<Arguments> callbacks() {
        return Stream.of(
                arguments("nothing", 0L, true),
                arguments("body", 0L, false),
                arguments("header", 0L, false),
                arguments("no header", 0L, false),
                arguments("nothing", 299L, true),
                arguments("nothing", 301L, false),
                arguments("nothing", -301L, false));
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void onlyGenuineCallbacksOfNowAreTaken(String change, long laterSeconds, boolean taken) {
        long now = 1_800_000_000L;
        byte[] body = WireJson.MAPPER.writeValueAsBytes(new Notification(
                "k1", ChannelOperation.AUTHORIZE, Deed.Status.APPROVED, "ch_1", null, null, "m1", "pay-1", null));
        String header = new CallbackSignature(SECRET).sign(now, body);
        if (change.equals("body")) {
            body[body.length - 3] ^= 1;
        }
        Map<String, String> headers = change.equals("no header")
                ? Map.of()
                : Map.of(
                        "kassa-simulator-signature", change.equals("header") ? header.replace("v1=", "v1=00") : header);
        SimulatorChannel reader = new SimulatorChannel(
                SimulatorChannel.Settings.of(URI.create("http://127.0.0.1:1"), null, SECRET),
                () -> Instant.ofEpochSecond(now + laterSeconds));

        Parsed parsed = reader.parseCallback(headers, body);

        if (taken) {
            assertThat(parsed).isInstanceOfSatisfying(Parsed.Outcome.class, p -> {
                assertThat(p.outcome().getResult()).isEqualTo(ChannelResult.APPROVED);
                assertThat(p.outcome().getAttempt()).isZero();
                assertThat(p.outcome().getPaymentId()).isEqualTo("pay-1");
                assertThat(p.outcome().getChannelReference()).isEqualTo("ch_1");
            });
        } else {
            assertThat(parsed).isInstanceOf(Parsed.Refused.class);
        }
    }
}
