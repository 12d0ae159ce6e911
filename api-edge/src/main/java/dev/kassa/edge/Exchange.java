package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.MALFORMED_REQUEST;

import dev.kassa.edge.access.Signatures;
import dev.kassa.edge.audit.Deed;
import dev.kassa.edge.audit.Notes;
import dev.kassa.edge.contract.StrictJson;
import dev.kassa.edge.problem.Problem;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.render.Json;
import dev.kassa.port.Reading;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One request and its answer. Used by one thread. */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final byte[] EMPTY = new byte[0];
    private static final long DRAINED_BYTES_MAX = 16L * 1024 * 1024;
    private static final Duration BODY_WITHIN = Duration.ofSeconds(20);
    private static final int TYPICAL_BYTES = 1024;
    private static final String OF_A_MERCHANT = "/v1/merchants/{id}";
    private static final String STALE_HEADER = "Kassa-Stale";
    private static final String JSON = "application/json";
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\\[[0-9a-fA-F:.]{2,45}](:[0-9]{1,5})?");

    private final Context http;
    private final String requestId;
    private final int bodyBytesMax;
    private final Notes notes = new Notes();
    private @Nullable Reading reading;
    private byte[] body = EMPTY;
    private boolean tooLarge;

    Exchange(Context http, int bodyBytesMax) {
        this.http = http;
        this.requestId = RequestIds.of(http.header(RequestIds.HEADER));
        this.bodyBytesMax = bodyBytesMax;
        http.header(RequestIds.HEADER, requestId);
    }

    String requestId() {
        return requestId;
    }

    /** What is learnt of a write, for the audit. */
    Notes notes() {
        return notes;
    }

    /**
     * What became of a write, for the audit. Ids in its path are what it was about.
     *
     * @param action what the audit calls it
     */
    Deed deed(Route route, String action, long tookNs) {
        notes.about(String.join("/", http.pathParamMap().values()));
        if (notes.merchantId() == null && route.path().startsWith(OF_A_MERCHANT)) {
            notes.of(http.pathParam("id"));
        }
        return new Deed(
                requestId,
                notes.actor(),
                action,
                notes.subject(),
                notes.merchantId(),
                http.req().getRemoteAddr(),
                status(),
                notes.code(),
                System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(tookNs),
                TimeUnit.NANOSECONDS.toMicros(tookNs),
                http.res().getHeader("Kassa-Position"),
                notes.commandId());
    }

    /** The path as it was asked for. */
    String path() {
        return http.req().getRequestURI();
    }

    boolean isHead() {
        return http.req().getMethod().equals("HEAD");
    }

    String pathParameter(String name) {
        return http.pathParam(name);
    }

    @Nullable
    String header(String name) {
        return http.header(name);
    }

    @Nullable
    String cookie(String name) {
        return http.cookie(name);
    }

    /** Whether its method is one that may change something. */
    boolean isWrite() {
        HandlerType method = http.method();
        return method != HandlerType.GET && method != HandlerType.HEAD;
    }

    Map<String, List<String>> query() {
        return http.queryParamMap();
    }

    /** The method and the target with its query, as they were sent, and the body. */
    Signatures.Request signed() {
        String query = http.req().getQueryString();
        return new Signatures.Request(http.req().getMethod(), query == null ? path() : path() + "?" + query, body);
    }

    /** Where the request comes from: the connection's other end, whatever its headers say. */
    String remoteAddress() {
        return http.req().getRemoteAddr();
    }

    /** Every header, names in lower case. */
    Map<String, String> headers() {
        Map<String, String> headers = new java.util.TreeMap<>();
        http.headerMap().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    /**
     * Reads the body, as much of it as may be. Of one that is too large the rest is drained, within bounds, so that its
     * sender gets to read the answer.
     *
     * @throws Refusal malformed_request where it does not arrive whole, or not in time
     */
    void readBody() {
        if (http.req().getContentLengthLong() == 0) {
            return;
        }
        try {
            read(http.req().getInputStream());
        } catch (IOException | HttpException.RuntimeException e) {
            LOG.debug("the body of {} did not arrive", requestId, e);
            throw notWhole("did not arrive whole, or not in time");
        }
    }

    private void read(InputStream in) throws IOException {
        long deadlineNs = System.nanoTime() + BODY_WITHIN.toNanos();
        int announced = (int) Math.min(Math.max(http.req().getContentLengthLong(), 0), bodyBytesMax);
        byte[] bytes = new byte[(announced == 0 ? TYPICAL_BYTES : announced) + 1];
        int length = 0;
        long total = 0;
        int count = in.read(bytes, 0, bytes.length);
        while (count >= 0 && total <= DRAINED_BYTES_MAX) {
            total += count;
            tooLarge = total > bodyBytesMax;
            length = tooLarge ? 0 : length + count;
            if (System.nanoTime() - deadlineNs > 0) {
                throw notWhole("took longer than " + BODY_WITHIN.toSeconds() + " seconds");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 2, bodyBytesMax) + 1);
            }
            count = in.read(bytes, length, bytes.length - length);
        }
        body = tooLarge ? EMPTY : length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private Refusal notWhole(String why) {
        http.header("Connection", "close");
        return new Refusal(MALFORMED_REQUEST, "The body " + why + ".");
    }

    /** The body as it came; empty where it is too large. */
    byte[] body() {
        return body;
    }

    boolean isTooLarge() {
        return tooLarge;
    }

    /**
     * The body as JSON: an empty object where there is none and none is needed, or where it is too large to be looked at.
     *
     * @throws Refusal malformed_request
     */
    JsonNode json(boolean required) {
        if (tooLarge || (!required && body.length == 0)) {
            return JsonNodeFactory.instance.objectNode();
        }
        checkContentType(http.header("Content-Type"));
        return StrictJson.parse(body);
    }

    private static void checkContentType(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        boolean json = type.equals(JSON)
                || (type.startsWith(JSON)
                        && type.substring(JSON.length())
                                .replace(" ", "")
                                .replace("\"", "")
                                .equals(";charset=utf-8"));
        if (!json) {
            throw new Refusal(MALFORMED_REQUEST, "The Content-Type must be application/json, in UTF-8.");
        }
    }

    void answerHeader(String name, String value) {
        http.header(name, value);
    }

    void answer(int status, String contentType, byte[] bytes) throws IOException {
        HttpServletResponse response = http.res();
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /**
     * Begins an answer that is too long to be held, or has no end that is known.
     *
     * @param length in bytes; -1: not known
     * @return where to write it
     */
    OutputStream answerStream(int status, String contentType, long length) throws IOException {
        HttpServletResponse response = http.res();
        response.setStatus(status);
        response.setContentType(contentType);
        if (length >= 0) {
            response.setContentLengthLong(length);
        }
        return response.getOutputStream();
    }

    /** Where this edge was found, as {@code https://kassa.example}; without the host's name where none was sent that can be one. */
    String origin() {
        String host = http.header("Host");
        boolean named = host != null && HOST.matcher(host).matches();
        return named ? http.req().getScheme() + "://" + host : "";
    }

    /** Only what is told of something before it is sent. */
    void answerHead(String contentType, long length) {
        HttpServletResponse response = http.res();
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(contentType);
        response.setContentLengthLong(length);
    }

    /** 204: done, and there is nothing to say. */
    void answerNothing() {
        http.res().setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** 304: whoever asks has it as it is. */
    void answerNotModified() {
        http.res().setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    }

    /** What is read for this request; whether it is stale is told with the answer. */
    void reads(Reading of) {
        reading = of;
    }

    void answerJson(int status, byte[] bytes) throws IOException {
        if (reading == null || !reading.isStale()) {
            answer(status, JSON, bytes);
            return;
        }
        http.header(STALE_HEADER, "lag=" + reading.lag());
        answer(status, JSON, Json.marked(bytes, "\"stale\":true,\"lag\":" + reading.lag()));
    }

    void answerProblem(Problem problem) throws IOException {
        notes.refused(problem.code());
        answer(problem.status(), Problem.CONTENT_TYPE, problem.bytes());
    }

    void answerRefusal(Refusal refusal) throws IOException {
        if (refusal.retryAfterSeconds() > 0) {
            http.header("Retry-After", Integer.toString(refusal.retryAfterSeconds()));
        }
        if (refusal.code().status() == HttpServletResponse.SC_UNAUTHORIZED) {
            http.header("WWW-Authenticate", "Bearer");
        }
        answerProblem(Problem.of(refusal.code(), refusal.detail(), path(), requestId, refusal.errors()));
    }

    int status() {
        return http.res().getStatus();
    }

    boolean isAnswered() {
        return http.res().isCommitted();
    }
}
