package dev.kassa.standalone.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.port.Reading;
import dev.kassa.port.Trends;
import dev.kassa.port.Trends.Counts;
import dev.kassa.port.Trends.TrendCell;
import dev.kassa.port.Trends.TrendQuestion;
import dev.kassa.query.RemoteViews;
import dev.kassa.trend.TrendQueries;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of the trends, asked over HTTP while one goes and comes and facts go on: each is counted once. */
@SuppressWarnings("NullAway.Init") // started for each test
@Tag("campaign")
class TrendInstancesTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int ROUNDS = 4;
    private static final int PAYMENTS_EACH = 200;

    private final URI one = ViewsHouse.free("http");
    private final URI other = ViewsHouse.free("http");
    private final Deque<PaymentFact> underWay = new ArrayDeque<>();

    @TempDir
    private Path folder = Path.of("");

    private ViewsHouse house;
    private RemoteViews remote;
    private Trends trends;
    private long created;
    private long succeeded;

    @BeforeEach
    void start() {
        house = new ViewsHouse(folder);
        remote = house.asking(null, one, other);
        trends = new TrendQueries(remote, ViewsHouse.PARTITIONS).with(Reading.now());
    }

    @AfterEach
    void stop() {
        remote.close();
        house.close();
    }

    /** Payments are made; those that were made before succeed. */
    private void trade() {
        for (int i = 0; i < PAYMENTS_EACH; i++) {
            underWay.add(house.opens(i % ViewsHouse.PARTITIONS));
            created++;
            if (underWay.size() > PAYMENTS_EACH / 2) {
                PaymentFact paid = PaymentFact.newBuilder(underWay.remove())
                        .setStatus(PaymentStatusCode.SUCCEEDED)
                        .setStatusBefore(PaymentStatusCode.PROCESSING)
                        .build();
                paid.setAmountCaptured(paid.getAmount());
                house.changes(paid);
                succeeded++;
            }
        }
    }

    private Counts counted() {
        return trends.cells(new TrendQuestion(null, Set.of(), false, 0, 40_000, null, null, null)).stream()
                .map(TrendCell::counts)
                .reduce(Counts.NONE, Counts::plus);
    }

    private void awaitCounted() {
        await().atMost(LONG).ignoreExceptions().untilAsserted(() -> {
            Counts counts = counted();
            assertThat(counts.created()).isEqualTo(created);
            assertThat(counts.createdAmount()).isEqualTo(created * 10_00);
            assertThat(counts.succeeded()).isEqualTo(succeeded);
            assertThat(counts.amount()).isEqualTo(succeeded * 10_00);
            assertThat(counts.risk()).containsEntry("accept", created);
        });
    }

    @Test
    void eachFactIsCountedOnceWhileInstancesComeAndGo() throws Exception {
        trade();
        try (AutoCloseable stays = house.trends(one, true)) {
            awaitCounted();
            for (int round = 0; round < ROUNDS; round++) {
                boolean handsOver = round % 2 == 0;
                trade();
                try (AutoCloseable goes = house.trends(other, handsOver)) {
                    trade();
                    awaitCounted();
                    trade();
                }
                trade();
                awaitCounted();
            }
        }
    }
}
