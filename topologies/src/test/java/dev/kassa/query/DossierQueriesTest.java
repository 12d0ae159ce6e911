package dev.kassa.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.port.Queries.DossierFilter;
import dev.kassa.port.Queries.DossierPage;
import dev.kassa.view.FactLog;
import dev.kassa.view.ViewsDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and look-ups of settlements, against a plain list of the latest facts. */
class DossierQueriesTest {
    private static final List<List<SettlementStatusCode>> LIVES = List.of(
            List.of(),
            List.of(SettlementStatusCode.APPROVED),
            List.of(SettlementStatusCode.REJECTED, SettlementStatusCode.PENDING),
            List.of(SettlementStatusCode.APPROVED, SettlementStatusCode.PROCESSING, SettlementStatusCode.FAILED),
            List.of(SettlementStatusCode.APPROVED, SettlementStatusCode.PROCESSING, SettlementStatusCode.COMPLETED));

    @TempDir
    Path stateDir;

    private ViewsDriver driver;
    private FactLog log;
    private final Map<String, SettlementFact> latest = new HashMap<>();

    @BeforeEach
    void open() {
        driver = new ViewsDriver(stateDir);
        log = driver.log();
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void some(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 120; i++) {
            SettlementFact made = log.settlement(
                    "m-" + random.nextInt(3), random.nextBoolean() ? "EUR" : "USD", 20_000 + random.nextInt(40), i);
            latest.put(made.getId(), made);
            for (SettlementStatusCode next : LIVES.get(random.nextInt(LIVES.size()))) {
                SettlementFact changed = log.settlement(
                        SettlementFact.newBuilder(made).setStatus(next).build());
                latest.put(changed.getId(), changed);
            }
        }
    }

    private List<SettlementFact> model(Predicate<SettlementFact> wanted) {
        return latest.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(SettlementFact::getId).reversed())
                .toList();
    }

    private List<SettlementFact> listed(
            @Nullable String merchantId, long from, long to, @Nullable String status, @Nullable String currency) {
        List<SettlementFact> all = new ArrayList<>();
        String cursor = null;
        do {
            DossierPage<SettlementFact> page = driver.queries()
                    .settlements(new DossierFilter(merchantId, from, to, status, currency, null, 7, cursor));
            assertThat(page.data()).hasSizeLessThanOrEqualTo(7);
            all.addAll(page.data());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void pages_are_what_a_plain_list_says(long seed) {
        some(seed);

        assertThat(listed("m-1", 0, Long.MAX_VALUE, null, null))
                .isEqualTo(model(each -> each.getMerchantId().equals("m-1")));
        assertThat(listed(null, 0, Long.MAX_VALUE, null, null)).isEqualTo(model(each -> true));
        assertThat(listed(null, 20_010, 20_020, "completed", "EUR"))
                .isEqualTo(model(each -> each.getBusinessDate() >= 20_010
                        && each.getBusinessDate() < 20_020
                        && each.getStatus() == SettlementStatusCode.COMPLETED
                        && each.getCurrency().equals("EUR")));
        assertThat(listed("m-2", 0, Long.MAX_VALUE, "pending", null))
                .isEqualTo(model(each ->
                        each.getMerchantId().equals("m-2") && each.getStatus() == SettlementStatusCode.PENDING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "approved", "rejected", "processing", "failed", "completed"})
    void those_of_all_merchants_in_a_status_are_what_a_plain_list_says(String status) {
        some(4);

        assertThat(listed(null, 0, Long.MAX_VALUE, status, null))
                .isEqualTo(model(each -> each.getStatus().name().equalsIgnoreCase(status)));
        assertThat(listed(null, 20_010, 20_030, status, "USD"))
                .isEqualTo(model(each -> each.getStatus().name().equalsIgnoreCase(status)
                        && each.getBusinessDate() >= 20_010
                        && each.getBusinessDate() < 20_030
                        && each.getCurrency().equals("USD")));
    }

    @Test
    void what_waits_is_found_at_once_however_many_are_done_since() {
        SettlementFact waiting = log.settlement("m-1", "EUR", 20_000, 1);
        for (int i = 0; i <= PaymentList.EXAMINED_MAX; i++) {
            log.settlement(SettlementFact.newBuilder(log.settlement("m-2", "EUR", 20_000, i))
                    .setStatus(SettlementStatusCode.COMPLETED)
                    .build());
        }

        DossierPage<SettlementFact> page = driver.queries()
                .settlements(new DossierFilter(null, 0, Long.MAX_VALUE, "pending", null, null, 100, null));

        assertThat(page.data()).containsExactly(waiting);
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void another_merchants_settlement_is_not_found() {
        SettlementFact own = log.settlement("m-1", "EUR", 20_000, 1);

        assertThat(driver.queries().settlements("m-2", List.of(own.getId()))).isEmpty();
        assertThat(driver.queries().settlements("m-1", List.of(own.getId(), "stl_none")))
                .containsOnlyKeys(own.getId());
        assertThat(driver.queries().settlements(null, List.of(own.getId()))).containsOnlyKeys(own.getId());
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        assertThatThrownBy(() -> driver.queries()
                        .settlements(new DossierFilter("m-1", 0, Long.MAX_VALUE, null, null, null, 7, "pay_1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
