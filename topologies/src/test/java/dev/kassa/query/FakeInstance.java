package dev.kassa.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.ViewAnswers;
import dev.kassa.avro.ViewInstance;
import dev.kassa.avro.ViewOutcome;
import dev.kassa.avro.ViewQuestion;
import dev.kassa.avro.ViewRoutes;
import dev.kassa.schema.Codecs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An instance of the views that says what a test makes it say. */
final class FakeInstance implements AutoCloseable {
    private final Codecs codecs;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    /** How often it was asked questions, whatever it said. */
    final AtomicInteger calls = new AtomicInteger();

    /** To each question. */
    volatile Function<ViewQuestion, ViewAnswer> says = FakeInstance::fresh;

    /** What becomes of its answers before they are sent. */
    volatile UnaryOperator<byte[]> mangles = UnaryOperator.identity();

    volatile ViewRoutes routes = new ViewRoutes(List.of());

    /** Nothing is answered before this is counted down. */
    volatile CountDownLatch silence = new CountDownLatch(0);

    FakeInstance(Codecs codecs) {
        this.codecs = codecs;
        server = open(0);
    }

    private HttpServer open(int port) {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
            opened.setExecutor(threads);
            opened.createContext(ViewCalls.ASK, this::asked);
            opened.createContext(ViewCalls.ROUTES, this::routes);
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** As the group would tell of it. */
    ViewInstance leads(List<Integer> active, List<Integer> standby) {
        return new ViewInstance("127.0.0.1", server.getAddress().getPort(), active, standby);
    }

    static ViewAnswer fresh(ViewQuestion question) {
        return Answers.nothing(question.getPartition(), ViewOutcome.ANSWERED, null);
    }

    static ViewAnswer stale(ViewQuestion question) {
        ViewAnswer answer = fresh(question);
        answer.setStale(true);
        answer.setLag(3L);
        return answer;
    }

    static ViewAnswer notHere(ViewQuestion question) {
        return Answers.nothing(question.getPartition(), ViewOutcome.NOT_HERE, "moved");
    }

    private void asked(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        ViewCalls codec = ViewCalls.of(codecs);
        List<ViewQuestion> questions = codec.questions()
                .decode(exchange.getRequestBody().readAllBytes())
                .getQuestions();
        answer(
                exchange,
                mangles.apply(codec.answers()
                        .encode(new ViewAnswers(questions.stream().map(says).toList()))));
    }

    private void routes(HttpExchange exchange) throws IOException {
        answer(exchange, ViewCalls.of(codecs).routes().encode(routes));
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            silence.await();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes away: its port refuses. */
    void goes() {
        server.stop(0);
    }

    /** Comes back at the same port. */
    void comesBack() {
        server = open(server.getAddress().getPort());
    }

    @Override
    public void close() {
        silence.countDown();
        server.stop(0);
        threads.close();
    }
}
