package dev.kassa.bank.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.bank.Bank;
import dev.kassa.bank.Notices;
import dev.kassa.bank.Payout;
import dev.kassa.bank.PayoutOutcome;
import dev.kassa.port.Callbacks.Parsed;
import dev.kassa.wire.CallbackSignature;
import dev.kassa.wire.WireClient;
import dev.kassa.wire.WireJson;
import java.io.IOException;
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

/** The simulated bank over HTTP, and its notifications. Thread-safe. */
public final class HttpBank implements Bank, Notices, AutoCloseable {
    /** How long a call may take, unless told otherwise. */
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(HttpBank.class);

    private final WireClient client;
    private final @Nullable URI noticeUrl;
    private final CallbackSignature signature;
    private final InstantSource clock = InstantSource.system();

    /**
     * @param base where the bank listens, e.g. {@code http://127.0.0.1:9096}
     * @param noticeUrl where it says by itself what became of a payout; null: nowhere
     * @param secret that its notifications are signed with
     * @param callTimeout after which a call has no answer
     * @param tls asked for each connection; null: plain HTTP
     */
    public HttpBank(
            URI base,
            @Nullable URI noticeUrl,
            byte[] secret,
            Duration callTimeout,
            @Nullable Supplier<SSLContext> tls) {
        this.client = new WireClient(base, callTimeout, tls);
        this.noticeUrl = noticeUrl;
        this.signature = new CallbackSignature(secret);
    }

    @Override
    public PayoutOutcome payOut(Payout payout) {
        String url = noticeUrl == null ? null : noticeUrl.toString();
        return ask("POST", "/v1/payouts", WireJson.MAPPER.writeValueAsBytes(new BankWire.Request(payout, url)));
    }

    @Override
    public PayoutOutcome query(Payout payout) {
        return ask("GET", "/v1/payouts/" + URLEncoder.encode(payout.key(), UTF_8), new byte[0]);
    }

    private PayoutOutcome ask(String method, String path, byte[] body) {
        try {
            WireClient.Response response = client.send(method, path, body);
            boolean question = method.equals("GET");
            return switch (response.status()) {
                case 200 ->
                    WireJson.MAPPER
                            .readValue(response.body(), BankWire.Said.class)
                            .outcome();
                case 404 ->
                    question ? new PayoutOutcome.NotKnown() : new PayoutOutcome.Unknown("the bank answered 404");
                default -> new PayoutOutcome.Unknown("the bank answered " + response.status());
            };
        } catch (IOException e) {
            LOG.debug("no answer", e);
            return new PayoutOutcome.Unknown(
                    e instanceof SocketTimeoutException
                            ? "the bank did not answer in time"
                            : "the bank could not be reached, or the connection broke");
        } catch (JacksonException e) {
            LOG.warn("the bank's answer cannot be read", e);
            return new PayoutOutcome.Unknown("the bank's answer cannot be read");
        }
    }

    @Override
    public Parsed parse(Map<String, String> headers, byte[] body) {
        Optional<String> refusal = signature.refuse(
                headers.get(CallbackSignature.HEADER.toLowerCase(Locale.ROOT)),
                body,
                clock.instant().getEpochSecond());
        if (refusal.isPresent()) {
            return new Parsed.Refused(refusal.get());
        }
        try {
            BankWire.Said said = WireJson.MAPPER.readValue(body, BankWire.Said.class);
            return Notices.said(said.merchantId(), said.key(), said.outcome());
        } catch (JacksonException e) {
            LOG.warn("a genuine notification cannot be read bytes={}", body.length, e);
            return new Parsed.Refused("not readable");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
