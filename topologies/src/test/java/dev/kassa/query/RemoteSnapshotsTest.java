package dev.kassa.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kassa.avro.ViewInstance;
import dev.kassa.avro.ViewRoutes;
import dev.kassa.port.Snapshots.Kind;
import dev.kassa.port.Snapshots.Question;
import dev.kassa.port.Snapshots.Snapshot;
import dev.kassa.port.Snapshots.Time;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.view.FactLog;
import dev.kassa.view.ViewsDriver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One instance of the views on loopback, whose answers may be spoilt on their way. */
final class RemoteSnapshotsTest {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int END_BYTES = Integer.BYTES + Long.BYTES;

    private final AtomicInteger refusals = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile UnaryOperator<byte[]> onTheWay = bytes -> bytes;
    private volatile boolean hangs;
    private ViewsDriver driver;
    private FactLog log;
    private HttpServer server;
    private RemoteViews views;
    private RemoteSnapshots snapshots;

    @BeforeEach
    void open(@TempDir Path stateDir) throws IOException {
        driver = new ViewsDriver(stateDir);
        log = driver.log();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(ViewCalls.ROUTES, this::routes);
        server.createContext(SnapshotCalls.ROWS, this::rows);
        server.start();
        ViewClient client = new ViewClient(null);
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        views = new RemoteViews(List.of(address), client, driver.codecs());
        snapshots = new RemoteSnapshots(views, client, driver.codecs(), Duration.ofSeconds(5), Duration.ofMillis(500));
    }

    @AfterEach
    void close() {
        over.countDown();
        snapshots.close();
        views.close();
        server.stop(0);
        threads.close();
        driver.close();
    }

    private void routes(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] routes = ViewCalls.of(driver.codecs())
                    .routes()
                    .encode(new ViewRoutes(List.of(
                            new ViewInstance("127.0.0.1", server.getAddress().getPort(), List.of(0), List.of()))));
            exchange.sendResponseHeaders(OK, routes.length);
            exchange.getResponseBody().write(routes);
        }
    }

    private void rows(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (refusals.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(UNAVAILABLE, -1);
                return;
            }
            SnapshotCalls calls = SnapshotCalls.of(driver.codecs());
            Question question = calls.decode(exchange.getRequestBody().readAllBytes());
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try (EncodedSnapshot snapshot = driver.snapshots().open(question)) {
                calls.send(snapshot, all);
            }
            exchange.sendResponseHeaders(OK, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(onTheWay.apply(all.toByteArray()));
                body.flush();
                if (hangs) {
                    over.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void someFacts() {
        for (int i = 0; i < 30; i++) {
            log.refund(log.paid("m-" + i % 3, "o-" + i, 10_00, i % 2 == 0 ? "EUR" : "USD", 50), "r-1", 1_00);
            log.settlement("m-" + i % 3, "EUR", 20_000 + i, 9_00);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void what_comes_is_what_the_views_have(Kind kind) {
        someFacts();
        for (String merchantId : new String[] {null, "m-1"}) {
            Question now = new Question(kind, 0, merchantId, Long.MIN_VALUE, Long.MAX_VALUE, Time.BUSINESS);
            Question then = new Question(kind, 0, merchantId, 0, Long.MAX_VALUE - 1, Time.PROCESSING);
            for (Question question : List.of(now, then)) {
                try (Snapshot here = driver.snapshots().open(question);
                        Snapshot there = snapshots.open(question)) {
                    assertThat(there.position()).isEqualTo(here.position());
                    assertThat(there.estimatedRows()).isEqualTo(here.estimatedRows());
                    assertThat(rest(there)).isNotEmpty().isEqualTo(rest(here));
                }
            }
        }
    }

    @Test
    void a_stream_without_its_end_is_never_taken_for_a_whole() {
        someFacts();
        onTheWay = bytes -> Arrays.copyOf(bytes, bytes.length - END_BYTES);

        assertCut();
    }

    @Test
    void a_stream_that_is_cut_within_a_row_is_never_taken_for_a_whole() {
        someFacts();
        onTheWay = bytes -> Arrays.copyOf(bytes, bytes.length / 2);

        assertCut();
    }

    @Test
    void a_stream_that_lost_a_row_is_never_taken_for_a_whole() {
        someFacts();
        onTheWay = RemoteSnapshotsTest::withoutItsLastRow;

        assertCut();
    }

    @Test
    void whoever_sends_nothing_more_is_not_waited_for() {
        someFacts();
        onTheWay = bytes -> Arrays.copyOf(bytes, bytes.length - END_BYTES);
        hangs = true;

        assertCut();
    }

    @Test
    void an_instance_that_does_not_lead_yet_is_asked_again() {
        someFacts();
        refusals.set(2);

        try (Snapshot there = snapshots.open(question(0))) {
            assertThat(rest(there)).hasSize(30);
        }
    }

    @Test
    void a_partition_that_nobody_leads_is_not_answered_for() {
        try (RemoteSnapshots impatient = new RemoteSnapshots(
                views, new ViewClient(null), driver.codecs(), Duration.ofMillis(300), Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> impatient.open(question(1)))
                    .isInstanceOf(ViewUnavailableException.class)
                    .hasMessageContaining("partition 1");
        }
    }

    private void assertCut() {
        try (Snapshot there = snapshots.open(question(0))) {
            assertThatThrownBy(() -> rest(there))
                    .isInstanceOf(ViewUnavailableException.class)
                    .hasMessageContaining("cut");
        }
    }

    private static byte[] withoutItsLastRow(byte[] bytes) {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        int end = bytes.length - END_BYTES;
        int last = 0;
        for (int at = 0; at < end; at += Integer.BYTES + all.getInt(at)) {
            last = at;
        }
        byte[] without = Arrays.copyOf(bytes, last + END_BYTES);
        System.arraycopy(bytes, end, without, last, END_BYTES);
        return without;
    }

    private static Question question(int partition) {
        return new Question(Kind.PAYMENTS, partition, null, Long.MIN_VALUE, Long.MAX_VALUE, Time.BUSINESS);
    }

    private static List<SpecificRecordBase> rest(Snapshot snapshot) {
        List<SpecificRecordBase> rows = new ArrayList<>();
        snapshot.forEachRemaining(rows::add);
        return rows;
    }
}
