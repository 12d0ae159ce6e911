package dev.kassa.channel.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ChannelOutcome;
import dev.kassa.channel.Capabilities;
import dev.kassa.channel.Channel;
import dev.kassa.channel.ChannelCall;
import dev.kassa.channel.ChannelOutcomes;
import dev.kassa.channel.Outcome;
import dev.kassa.port.Callbacks.Parsed;
import dev.kassa.wire.CallbackSignature;
import dev.kassa.wire.WireClient;
import dev.kassa.wire.WireJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** The simulator as a channel, over HTTP. Thread-safe. */
public final class SimulatorChannel implements Channel, AutoCloseable {
    /** How long a call may take, unless told otherwise. */
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorChannel.class);
    private static final Capabilities CAPABILITIES = Capabilities.all("card");

    private final Settings settings;
    private final CallbackSignature signature;
    private final InstantSource clock;
    private final WireClient client;

    /**
     * Where the simulator is and how it is used.
     *
     * @param name the channel's name
     * @param base e.g. {@code http://127.0.0.1:9095}
     * @param callbackUrl where the simulator sends callbacks; null: it sends none
     * @param secret that callbacks are signed with
     * @param callTimeout after which a call has no answer
     * @param tls asked for each connection; null: plain HTTP
     */
    public record Settings(
            String name,
            URI base,
            @Nullable URI callbackUrl,
            byte[] secret,
            Duration callTimeout,
            @Nullable Supplier<SSLContext> tls) {
        /** In plain HTTP. */
        public Settings(String name, URI base, @Nullable URI callbackUrl, byte[] secret, Duration callTimeout) {
            this(name, base, callbackUrl, secret, callTimeout, null);
        }

        /** The same over TLS. */
        public Settings withTls(@Nullable Supplier<SSLContext> other) {
            return new Settings(name, base, callbackUrl, secret, callTimeout, other);
        }

        /** Under the name {@code simulator}, with the usual time-out. */
        public static Settings of(URI base, @Nullable URI callbackUrl, byte[] secret) {
            return new Settings("simulator", base, callbackUrl, secret, CALL_TIMEOUT);
        }
    }

    public SimulatorChannel(Settings settings) {
        this(settings, InstantSource.system());
    }

    SimulatorChannel(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.signature = new CallbackSignature(settings.secret());
        this.client = new WireClient(settings.base(), settings.callTimeout(), settings.tls());
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Outcome authorize(ChannelCall call) {
        return post("/v1/operations", call);
    }

    @Override
    public Outcome capture(ChannelCall call) {
        return post("/v1/operations", call);
    }

    @Override
    public Outcome voidCharge(ChannelCall call) {
        return post("/v1/operations", call);
    }

    @Override
    public Outcome refund(ChannelCall call) {
        return post("/v1/operations", call);
    }

    @Override
    public Outcome abandon(ChannelCall call) {
        Outcome outcome = post("/v1/tombstones", call);
        // Certain of this request only: an earlier call may be on its way, and no tombstone stops it.
        return outcome instanceof Outcome.FailedForCertain failed
                        && !failed.code().equals("channel_timeout")
                ? new Outcome.Unknown("no tombstone was planted: " + failed.code())
                : outcome;
    }

    @Override
    public Optional<Outcome> query(ChannelCall call) {
        try {
            WireClient.Response response =
                    client.send("GET", "/v1/operations/" + URLEncoder.encode(call.key(), UTF_8), new byte[0]);
            return switch (response.status()) {
                case 200 -> Optional.of(answered(response.body()));
                case 404 -> Optional.empty();
                default -> Optional.of(new Outcome.Unknown("the simulator answered " + response.status()));
            };
        } catch (IOException e) {
            return Optional.of(noAnswer(e));
        }
    }

    private Outcome post(String path, ChannelCall call) {
        byte[] body = WireJson.MAPPER.writeValueAsBytes(asked(call));
        try {
            WireClient.Response response = client.send("POST", path, body);
            return switch (response.status()) {
                case 200 -> answered(response.body());
                // The simulator documents this one: nothing was charged.
                case 503 -> new Outcome.FailedForCertain("channel_unavailable", "the simulator is unavailable");
                default -> new Outcome.Unknown("the simulator answered " + response.status());
            };
        } catch (ConnectException e) {
            // There was no connection, so nothing was sent.
            LOG.debug("no connection", e);
            return new Outcome.FailedForCertain("channel_unavailable", "the simulator could not be reached");
        } catch (IOException e) {
            return noAnswer(e);
        }
    }

    private SimulatorRequest asked(ChannelCall call) {
        URI callback = settings.callbackUrl();
        return new SimulatorRequest(
                call.operation(),
                call.key(),
                call.merchantId(),
                call.paymentId(),
                call.refundId(),
                call.amount(),
                call.currency(),
                call.capture(),
                call.token(),
                call.channelReference(),
                callback == null ? null : callback.toString());
    }

    private static Outcome noAnswer(IOException e) {
        LOG.debug("no answer", e);
        return new Outcome.Unknown(
                e instanceof SocketTimeoutException ? "the simulator did not answer in time" : "the connection broke");
    }

    private static Outcome answered(byte[] body) {
        try {
            SimulatorAnswer answer = WireJson.MAPPER.readValue(body, SimulatorAnswer.class);
            return outcome(answer.status(), answer.reference(), answer.code(), answer.message());
        } catch (JacksonException e) {
            LOG.warn("the simulator's answer cannot be read bytes={}", body.length, e);
            return new Outcome.Unknown("the simulator's answer cannot be read");
        }
    }

    private static Outcome outcome(
            Deed.@Nullable Status status, String reference, @Nullable String code, @Nullable String message) {
        if (status == null) {
            return new Outcome.Unknown("the simulator's answer has no status");
        }
        String why = code == null ? "declined" : code;
        String words = message == null ? why : message;
        return switch (status) {
            case APPROVED -> new Outcome.Approved(reference);
            case PENDING -> new Outcome.Pending(reference);
            case DECLINED -> new Outcome.Declined(why, words);
            case TOMBSTONE -> new Outcome.FailedForCertain(why, words);
        };
    }

    @Override
    public Parsed parseCallback(Map<String, String> headers, byte[] body) {
        Optional<String> refusal = signature.refuse(
                headers.get(CallbackSignature.HEADER.toLowerCase(Locale.ROOT)),
                body,
                clock.instant().getEpochSecond());
        if (refusal.isPresent()) {
            return new Parsed.Refused(refusal.get());
        }
        Notification told;
        try {
            told = WireJson.MAPPER.readValue(body, Notification.class);
        } catch (JacksonException e) {
            LOG.warn("a genuine callback cannot be read bytes={}", body.length, e);
            return new Parsed.Refused("not readable");
        }
        Outcome outcome = outcome(told.status(), told.reference(), told.code(), told.message());
        if (!outcome.conclusive()) {
            return new Parsed.Ignored("nothing conclusive: " + told.status());
        }
        ChannelOutcome.Builder builder = ChannelOutcome.newBuilder()
                .setMerchantId(told.merchantId())
                .setPaymentId(told.paymentId())
                .setRefundId(told.refundId())
                .setChannel(settings.name())
                .setOperation(told.operation())
                .setAttempt(0);
        return new Parsed.Outcome(ChannelOutcomes.fill(builder, outcome).build());
    }

    @Override
    public void close() {
        client.close();
    }
}
