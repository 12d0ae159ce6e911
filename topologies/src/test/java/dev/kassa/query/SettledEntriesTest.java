package dev.kassa.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.port.Queries.EntryPage;
import dev.kassa.view.FactLog;
import dev.kassa.view.ViewsDriver;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The entries of a settlement, against a plain list of what was posted. */
class SettledEntriesTest {
    private static final int FIRST_DATE = 20_000;

    @TempDir
    Path stateDir;

    private ViewsDriver driver;
    private FactLog log;
    private final List<EntryFact> posted = new ArrayList<>();

    @BeforeEach
    void open() {
        driver = new ViewsDriver(stateDir);
        log = driver.log();
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private EntryFact post(String merchantId, String currency, @Nullable Integer date, @Nullable String settlementId) {
        long sequence = posted.size() + 1L;
        EntryFact entry = log.entry(EntryFact.newBuilder()
                .setId("je_" + sequence)
                .setMerchantId(merchantId)
                .setKind(settlementId == null ? "capture" : "settlement")
                .setLegs(List.of(
                        new LegFact("merchant:" + merchantId + ":pending", currency, 0L, 10L),
                        new LegFact("suspense", currency, 10L, 0L)))
                .setSettlementDate(date)
                .setSettlementId(settlementId)
                .setOccurredAtMs(0)
                .setPostedAtMs(sequence)
                .setPartition(0)
                .setSequence(sequence)
                .setCommandOffset(sequence)
                .setPreviousHash(ByteBuffer.allocate(32))
                .setHash(ByteBuffer.allocate(32))
                .build());
        posted.add(entry);
        return entry;
    }

    private void some(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            boolean carries = random.nextInt(20) == 0;
            post(
                    "m-" + random.nextInt(3),
                    random.nextBoolean() ? "EUR" : "USD",
                    carries ? null : FIRST_DATE + random.nextInt(10),
                    carries ? "stl_earlier" : null);
        }
    }

    private List<EntryFact> model(String merchantId, String currency, int from, int to) {
        return posted.stream()
                .filter(entry -> entry.getMerchantId().equals(merchantId)
                        && entry.getLegs().getFirst().getCurrency().equals(currency)
                        && entry.getSettlementDate() != null
                        && entry.getSettlementDate() >= from
                        && entry.getSettlementDate() <= to)
                .toList();
    }

    private SettlementFact settled(String merchantId, String currency, int from, int to) {
        List<EntryFact> of = model(merchantId, currency, from, to);
        SettlementLines lines = new SettlementLines(
                (long) of.size(),
                of.isEmpty() ? 0L : of.getFirst().getSequence(),
                of.isEmpty() ? 0L : of.getLast().getSequence(),
                10L * of.size(),
                0L,
                0L,
                0L,
                0L,
                0L,
                List.of(),
                ByteBuffer.allocate(32));
        return log.settlement(SettlementFact.newBuilder(log.settlement(merchantId, currency, to, 0))
                .setFromDate(from)
                .setLines(lines)
                .build());
    }

    private List<EntryFact> listed(SettlementFact settlement, int limit) {
        List<EntryFact> all = new ArrayList<>();
        String cursor = null;
        do {
            EntryPage page =
                    driver.queries().settledEntries(settlement.getMerchantId(), settlement.getId(), limit, cursor);
            assertThat(page.data()).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page.data());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void pages_are_what_a_plain_list_says_and_no_entry_is_of_two_settlements(long seed) {
        some(seed);
        List<EntryFact> seen = new ArrayList<>();
        for (String merchant : List.of("m-0", "m-1", "m-2")) {
            for (String currency : List.of("EUR", "USD")) {
                for (int from = FIRST_DATE; from < FIRST_DATE + 10; from += 5) {
                    SettlementFact settlement = settled(merchant, currency, from, from + 4);
                    List<EntryFact> model = model(merchant, currency, from, from + 4);

                    assertThat(listed(settlement, 1)).isEqualTo(model);
                    assertThat(listed(settlement, 7)).isEqualTo(model);
                    assertThat(listed(settlement, 500)).isEqualTo(model);
                    seen.addAll(model);
                }
            }
        }
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(posted.stream()
                        .filter(entry -> entry.getSettlementId() == null)
                        .toList());
    }

    @Test
    void what_is_posted_to_a_date_after_it_was_settled_is_not_of_it() {
        post("m-0", "EUR", FIRST_DATE, null);
        SettlementFact settlement = settled("m-0", "EUR", FIRST_DATE, FIRST_DATE);

        post("m-0", "EUR", FIRST_DATE, null);

        assertThat(listed(settlement, 500)).containsExactly(posted.getFirst());
    }

    @Test
    void another_merchants_settlement_and_one_of_nothing_have_no_entries() {
        post("m-0", "EUR", FIRST_DATE, null);
        SettlementFact settlement = settled("m-0", "EUR", FIRST_DATE, FIRST_DATE);
        SettlementFact empty = settled("m-0", "USD", FIRST_DATE, FIRST_DATE);

        assertThat(driver.queries()
                        .settledEntries("m-1", settlement.getId(), 500, null)
                        .data())
                .isEmpty();
        assertThat(driver.queries().settledEntries("m-0", "stl_none", 500, null).data())
                .isEmpty();
        assertThat(listed(empty, 500)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1.0", "9223372036854775807", "99999999999999999999999"})
    void a_cursor_of_another_list_is_refused(String cursor) {
        post("m-0", "EUR", FIRST_DATE, null);
        SettlementFact settlement = settled("m-0", "EUR", FIRST_DATE, FIRST_DATE);

        assertThatThrownBy(() -> driver.queries().settledEntries("m-0", settlement.getId(), 500, cursor))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
