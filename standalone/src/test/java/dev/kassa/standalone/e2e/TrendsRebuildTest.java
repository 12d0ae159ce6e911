package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.cli.TrendsCommand;
import dev.kassa.standalone.e2e.Api.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** {@code trends rebuild} over a whole Kassa. */
class TrendsRebuildTest {
    private static final int ORDERS = 24;
    private static final Duration READ_EVERY = Duration.ofMillis(10);
    private static final String RANGE = "from=2020-01-01&to=2040-01-01";

    @TempDir
    Path folder;

    private House house;

    @BeforeEach
    void start() {
        house = House.on(folder);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private record Said(int status, String out, String err) {}

    private Said rebuild(String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("rebuild", "--data", folder.toString()));
        arguments.addAll(List.of(more));
        int status = new CommandLine(new TrendsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new Said(status, out.toString(), err.toString());
    }

    /** Orders paid, every second from Japan, every third given back in part. */
    private static void trade(Api merchant) {
        for (int i = 1; i <= ORDERS; i++) {
            Answer paid = merchant.post("/v1/payments", """
                    {"order_no": "o-%d", "amount": %d, "currency": "EUR", "customer": {"country": "%s"}}""".formatted(i, 1_000 + i, i % 2 == 0 ? "JP" : "KR"));
            assertThat(paid.status()).as(paid.text()).isEqualTo(201);
            if (i % 3 == 0) {
                Answer refunded = merchant.post("/v1/refunds", House.refund("o-" + i, "r-" + i, 100 + i));
                assertThat(refunded.status()).as(refunded.text()).isEqualTo(201);
            }
        }
    }

    private static JsonNode summary(Api api, String more) {
        Answer answer = api.get("/v1/reports/payment-trend?" + RANGE + more);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("summary").path(0);
    }

    private List<String> onKafka() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", house.endpoint("kafka")))) {
            List<String> names = new ArrayList<>();
            admin.listGroups().all().get().forEach(group -> names.add(group.groupId()));
            names.addAll(admin.listTopics().names().get());
            return names.stream()
                    .filter(name -> name.startsWith("trend-") && !name.equals("trend-generations"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> folders() throws Exception {
        try (Stream<Path> folders = Files.list(folder.resolve("state"))) {
            return folders.map(each -> String.valueOf(each.getFileName()))
                    .filter(name -> name.startsWith("trend-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aFurtherSliceIsOfTheWholeHistoryAndIsMadeWhileTheOldOnesServe() throws Exception {
        Api merchant = house.newMerchant();
        trade(merchant);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> summary(merchant, "").path("count").asLong() == ORDERS
                        && summary(merchant, "").path("refunded").asLong() > 8 * 100);
        String expected = summary(merchant, "").toString();
        String fromJapan = summary(merchant, "&country=JP").toString();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();
        Thread reader = Thread.startVirtualThread(() -> {
            while (!over.get()) {
                Answer answer = merchant.get("/v1/reports/payment-trend?" + RANGE);
                String said = answer.json().path("summary").path(0).toString();
                reads.incrementAndGet();
                if (answer.status() != 200 || !said.equals(expected)) {
                    wrong.add(answer.status() + " " + answer.text());
                }
                LockSupport.parkNanos(READ_EVERY.toNanos());
            }
        });

        Said said = rebuild("--by", "merchant,country");
        over.set(true);
        reader.join();

        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.out()).contains("generation 2 of the trends serves");
        assertThat(wrong).as("of %d reads", reads.get()).isEmpty();
        assertThat(reads.get()).isGreaterThan(50);
        assertThat(summary(merchant, "&country=JP").toString()).isEqualTo(fromJapan);
        assertThat(summary(merchant, "&country=JP").path("count").asLong()).isEqualTo(ORDERS / 2);
        assertThat(folders()).containsExactly("trend-1-2");
        assertThat(onKafka()).containsExactly("trend-1-2", "trend-1-2-cells-changelog");
        Answer paid = merchant.post("/v1/payments", House.payment("later", 700));
        assertThat(paid.status()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> summary(merchant, "").path("count").asLong() == ORDERS + 1);
        OrdersInReports.assertFundsFlowTiesToTheLedger(house.operator());
    }

    @Test
    void whatIsAbandonedChangesNothing() throws Exception {
        assertThat(rebuild("--abandon").out()).contains("nothing is being built; generation 1 serves");
        assertThat(folders()).containsExactly("trend-1");
    }
}
