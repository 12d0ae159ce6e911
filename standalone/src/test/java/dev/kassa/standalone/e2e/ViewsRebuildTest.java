package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static dev.kassa.standalone.e2e.House.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.standalone.cli.ViewsCommand;
import dev.kassa.standalone.e2e.Api.Answer;
import dev.kassa.standalone.rebuild.Rebuild;
import dev.kassa.standalone.rebuild.RebuildException;
import dev.kassa.standalone.rebuild.Rebuilt;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code views rebuild} over a whole Kassa. */
@Tag("campaign")
class ViewsRebuildTest {
    private static final int ORDERS = 24;
    private static final Duration READ_EVERY = Duration.ofMillis(10);

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
        int status = new CommandLine(new ViewsCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new Said(status, out.toString(), err.toString());
    }

    /** Orders paid, every third of them given back in part. */
    private static List<String> trade(Api merchant, String prefix) {
        List<String> questions = new ArrayList<>(
                List.of("/v1/payments?limit=10", "/v1/payments?limit=500", "/v1/refunds?limit=500", "/v1/balances"));
        for (int i = 1; i <= ORDERS; i++) {
            String order = prefix + i;
            Answer paid = merchant.post("/v1/payments", payment(order, 1_000 + i));
            assertThat(paid.status()).as(paid.text()).isEqualTo(201);
            if (i % 3 == 0) {
                Answer refunded = merchant.post("/v1/refunds", refund(order, "r-" + order, 100 + i));
                assertThat(refunded.status()).as(refunded.text()).isEqualTo(201);
                questions.add("/v1/refunds/" + refunded.field("id"));
            }
            questions.add("/v1/payments/" + paid.field("id"));
            questions.add("/v1/orders/" + order);
        }
        return questions;
    }

    private static Map<String, String> answers(Api api, Collection<String> questions) {
        Map<String, String> answers = new TreeMap<>();
        for (String question : questions) {
            Answer answer = api.get(question);
            assertThat(answer.status()).as(question + ": " + answer.text()).isEqualTo(200);
            answers.put(question, answer.text());
        }
        return answers;
    }

    /** The answers once what is under way has settled: two rounds that are alike. */
    private static Map<String, String> settled(Api api, Collection<String> questions) {
        Map<String, String> last = answers(api, questions);
        AtomicInteger alike = new AtomicInteger();
        Map<String, String> kept = new TreeMap<>(last);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    Map<String, String> now = answers(api, questions);
                    alike.set(now.equals(kept) ? alike.get() + 1 : 0);
                    kept.clear();
                    kept.putAll(now);
                    return alike.get() >= 2;
                });
        return kept;
    }

    private TreeSet<String> viewFolders() throws Exception {
        try (Stream<Path> folders = Files.list(folder.resolve("state"))) {
            TreeSet<String> names = new TreeSet<>();
            folders.map(each -> String.valueOf(each.getFileName()))
                    .filter(name -> name.startsWith("views-"))
                    .forEach(names::add);
            return names;
        }
    }

    private List<String> onKafka() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", house.endpoint("kafka")))) {
            List<String> names = new ArrayList<>();
            admin.listGroups().all().get().forEach(group -> names.add(group.groupId()));
            names.addAll(admin.listTopics().names().get());
            return names.stream()
                    .filter(name -> name.startsWith("views-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whileTheViewsAreMadeAnewEveryReadIsAnsweredAndRight() throws Exception {
        Api quiet = house.newMerchant();
        Api busy = house.newMerchant();
        List<String> questions = trade(quiet, "q-");
        Map<String, String> expected = settled(quiet, questions);
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();
        Thread reader = Thread.startVirtualThread(() -> {
            while (!over.get()) {
                String question = questions.get(reads.getAndIncrement() % questions.size());
                Answer answer = quiet.get(question);
                if (answer.status() != 200 || !answer.text().equals(expected.get(question))) {
                    wrong.add(question + ": " + answer.status() + " " + answer.text());
                }
                LockSupport.parkNanos(READ_EVERY.toNanos());
            }
        });
        AtomicInteger writes = new AtomicInteger();
        Thread writer = Thread.startVirtualThread(() -> {
            while (!over.get()) {
                Answer paid = busy.post("/v1/payments", payment("b-" + writes.incrementAndGet(), 500));
                Answer read = busy.get("/v1/payments/" + paid.field("id"), paid);
                if (paid.status() != 201 || read.status() != 200 || !read.text().equals(paid.text())) {
                    wrong.add("own write: " + paid.text() + " read as " + read.status() + " " + read.text());
                }
            }
        });

        Said said = rebuild();
        over.set(true);
        reader.join();
        writer.join();

        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.out()).contains("generation 2 of the views serves");
        assertThat(wrong).as("%d reads, %d writes", reads.get(), writes.get()).isEmpty();
        assertThat(reads.get()).isGreaterThan(100);
        assertThat(writes.get()).isGreaterThan(20);
        assertThat(viewFolders()).containsExactly("views-5-2");
        assertThat(onKafka()).containsExactly("views-5-2", "views-5-2-facts-changelog");
        assertThat(house.operator()
                        .get("/v1/ledger/trial-balance")
                        .json()
                        .path("healthy")
                        .asBoolean(false))
                .isTrue();
    }

    @Test
    void whatIsReadAfterIsWhatWasReadBefore() throws Exception {
        Api merchant = house.newMerchant();
        List<String> questions = trade(merchant, "o-");
        List<String> ofAll = List.of("/v1/ledger/trial-balance");
        Map<String, String> before = settled(merchant, questions);
        Map<String, String> allBefore = settled(house.operator(), ofAll);

        Said first = rebuild();
        Said second = rebuild();

        assertThat(List.of(first.status(), second.status()))
                .as(first.err() + second.err())
                .containsExactly(0, 0);
        assertThat(answers(merchant, questions)).isEqualTo(before);
        assertThat(answers(house.operator(), ofAll)).isEqualTo(allBefore);
        assertThat(viewFolders()).containsExactly("views-5-3");
        Answer paid = merchant.post("/v1/payments", payment("later", 7_00));
        assertThat(merchant.get("/v1/payments/" + paid.field("id"), paid).text())
                .isEqualTo(paid.text());
    }

    /** Begins to build, and is interrupted. */
    private void begin() throws InterruptedException {
        Thread verb = Thread.ofPlatform().start(() -> {
            try (HttpSchemaRegistry registry = HttpSchemaRegistry.of(house.endpoint("registry"));
                    Rebuild rebuild =
                            new Rebuild(Rebuilt.VIEWS, house.endpoint("kafka"), Map.of(), new Codecs(registry))) {
                rebuild.run(UnaryOperator.identity(), new Rebuild.Progress() {
                    @Override
                    public void says(String sentence) {
                        Thread.currentThread().interrupt();
                    }

                    @Override
                    public void reached(long applied, long all) {}
                });
            } catch (RebuildException interrupted) {
                // As it is meant to be.
            }
        });
        verb.join();
    }

    @Test
    void whatWasInterruptedIsGoneOnWith() throws Exception {
        trade(house.newMerchant(), "o-");
        begin();
        await().until(() -> viewFolders().contains("views-5-2"));

        Said said = rebuild();

        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.err()).contains("going on with what was begun: generation 2 is being built, 1 serves");
        assertThat(said.out()).contains("generation 2 of the views serves");
        assertThat(viewFolders()).containsExactly("views-5-2");
    }

    @Test
    void whatIsAbandonedIsGoneAndItsNumberIsNotGivenAgain() throws Exception {
        Api merchant = house.newMerchant();
        List<String> questions = trade(merchant, "o-");
        Map<String, String> before = settled(merchant, questions);
        begin();
        await().until(() -> viewFolders().contains("views-5-2"));

        Said abandoned = rebuild("--abandon");

        assertThat(abandoned.status()).as(abandoned.err()).isZero();
        assertThat(abandoned.out()).contains("generation 2 is dropped; generation 1 serves");
        assertThat(viewFolders()).containsExactly("views-5");
        assertThat(onKafka()).containsExactly("views-5", "views-5-facts-changelog");
        assertThat(rebuild("--abandon").out()).contains("nothing is being built");
        assertThat(rebuild().out()).contains("generation 3 of the views serves");
        assertThat(answers(merchant, questions)).isEqualTo(before);
    }
}
