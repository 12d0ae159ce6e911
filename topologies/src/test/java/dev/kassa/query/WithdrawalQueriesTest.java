package dev.kassa.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.BankAccountStatusCode;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.avro.WithdrawalSpeed;
import dev.kassa.avro.WithdrawalStatusCode;
import dev.kassa.port.Queries.DossierFilter;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Topics;
import dev.kassa.view.FactLog;
import dev.kassa.view.ViewsDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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

/** Withdrawals and bank accounts, against plain maps of the latest facts. */
class WithdrawalQueriesTest {
    private static final List<WithdrawalStatusCode> STATUSES =
            List.of(WithdrawalStatusCode.PENDING, WithdrawalStatusCode.APPROVED, WithdrawalStatusCode.COMPLETED);

    @TempDir
    Path stateDir;

    private ViewsDriver driver;
    private final Map<String, WithdrawalFact> withdrawals = new LinkedHashMap<>();
    private final Map<String, BankAccountFact> accounts = new LinkedHashMap<>();
    private long withdrawalFacts;
    private long accountFacts;

    @BeforeEach
    void open() {
        driver = new ViewsDriver(stateDir);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private WithdrawalFact made(String merchantId, String number, String currency, int second) {
        long at = FactLog.START_MS + second * 1000L;
        return put(WithdrawalFact.newBuilder()
                .setId(Ids.of(Ids.WITHDRAWAL, at, 0, second))
                .setMerchantId(merchantId)
                .setWithdrawalNo(number)
                .setAmount(1000)
                .setCurrency(currency)
                .setFee(100)
                .setAccountId("ba_1")
                .setSpeed(WithdrawalSpeed.NORMAL)
                .setStatus(WithdrawalStatusCode.PENDING)
                .setRequestedBy("operator")
                .setApprovalsNeeded(1)
                .setCreatedAtMs(at)
                .setUpdatedAtMs(at)
                .setPartition(0)
                .setSequence(0)
                .setCommandOffset(second)
                .build());
    }

    private WithdrawalFact put(WithdrawalFact changed) {
        WithdrawalFact next = WithdrawalFact.newBuilder(changed)
                .setSequence(++withdrawalFacts)
                .build();
        withdrawals.put(next.getId(), next);
        driver.pipe(
                Topics.WITHDRAWALS.name(),
                next.getMerchantId().getBytes(UTF_8),
                driver.codecs().of(Topics.WITHDRAWALS).encode(next));
        return next;
    }

    private BankAccountFact account(String merchantId, int second, BankAccountStatusCode status) {
        long at = FactLog.START_MS + second * 1000L;
        BankAccountFact fact = BankAccountFact.newBuilder()
                .setId(Ids.of(Ids.BANK_ACCOUNT, at, 0, second))
                .setMerchantId(merchantId)
                .setCurrency("EUR")
                .setCountry("DE")
                .setHolder("Shop")
                .setAccountNumber("1111111")
                .setStatus(status)
                .setRequestedBy("operator")
                .setCreatedAtMs(at)
                .setUpdatedAtMs(at)
                .setPartition(0)
                .setSequence(++accountFacts)
                .setCommandOffset(second)
                .build();
        accounts.put(fact.getId(), fact);
        driver.pipe(
                Topics.BANK_ACCOUNTS.name(),
                merchantId.getBytes(UTF_8),
                driver.codecs().of(Topics.BANK_ACCOUNTS).encode(fact));
        return fact;
    }

    private void some(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 1; i <= 100; i++) {
            WithdrawalFact made = made("m-" + random.nextInt(3), "W-" + i, random.nextBoolean() ? "EUR" : "USD", i);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                made = put(WithdrawalFact.newBuilder(made)
                        .setStatus(STATUSES.get(random.nextInt(STATUSES.size())))
                        .build());
            }
        }
    }

    private List<WithdrawalFact> model(Predicate<WithdrawalFact> wanted) {
        return withdrawals.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(WithdrawalFact::getId).reversed())
                .toList();
    }

    private List<WithdrawalFact> listed(
            @Nullable String merchantId,
            long from,
            long to,
            @Nullable String status,
            @Nullable String currency,
            @Nullable String number) {
        List<WithdrawalFact> all = new ArrayList<>();
        String cursor = null;
        do {
            var page = driver.queries()
                    .withdrawals(new DossierFilter(merchantId, from, to, status, currency, number, 7, cursor));
            all.addAll(page.data());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void pages_of_withdrawals_are_what_a_plain_list_says(long seed) {
        some(seed);
        long from = FactLog.START_MS + 20_000;
        long to = FactLog.START_MS + 80_000;

        assertThat(listed("m-1", 0, Long.MAX_VALUE, null, null, null))
                .isEqualTo(model(each -> each.getMerchantId().equals("m-1")));
        assertThat(listed(null, from, to, "completed", "EUR", null))
                .isEqualTo(model(each -> each.getCreatedAtMs() >= from
                        && each.getCreatedAtMs() < to
                        && each.getStatus() == WithdrawalStatusCode.COMPLETED
                        && each.getCurrency().equals("EUR")));
        assertThat(listed(null, 0, Long.MAX_VALUE, null, null, "W-42"))
                .isEqualTo(model(each -> each.getWithdrawalNo().equals("W-42")))
                .hasSize(1);
    }

    @Test
    void a_number_is_of_its_merchant_only() {
        made("m-1", "W-1", "EUR", 1);
        WithdrawalFact other = made("m-2", "W-1", "EUR", 2);

        assertThat(listed("m-2", 0, Long.MAX_VALUE, null, null, "W-1")).containsExactly(other);
        assertThat(listed("m-3", 0, Long.MAX_VALUE, null, null, "W-1")).isEmpty();
    }

    @Test
    void an_older_fact_that_comes_again_changes_nothing() {
        WithdrawalFact first = made("m-1", "W-1", "EUR", 1);
        WithdrawalFact last = put(WithdrawalFact.newBuilder(first)
                .setStatus(WithdrawalStatusCode.COMPLETED)
                .build());
        driver.pipe(
                Topics.WITHDRAWALS.name(),
                "m-1".getBytes(UTF_8),
                driver.codecs().of(Topics.WITHDRAWALS).encode(first));

        assertThat(driver.queries().withdrawals("m-1", List.of(first.getId()))).containsValue(last);
    }

    @Test
    void accounts_are_listed_by_status_and_found_by_who_owns_them() {
        BankAccountFact verified = account("m-1", 1, BankAccountStatusCode.VERIFIED);
        BankAccountFact other = account("m-2", 2, BankAccountStatusCode.VERIFIED);
        account("m-1", 3, BankAccountStatusCode.DISABLED);

        DossierFilter ofOne = new DossierFilter("m-1", 0, Long.MAX_VALUE, "verified", null, null, 7, null);
        assertThat(driver.queries().bankAccounts(ofOne).data()).containsExactly(verified);
        DossierFilter ofAll = new DossierFilter(null, 0, Long.MAX_VALUE, "verified", null, null, 7, null);
        assertThat(driver.queries().bankAccounts(ofAll).data()).containsExactly(other, verified);
        assertThat(driver.queries().bankAccounts("m-1", List.of(other.getId(), verified.getId())))
                .containsOnlyKeys(verified.getId());
    }

    @Test
    void who_demands_what_was_written_of_them_waits_for_just_that() {
        made("m-1", "W-1", "EUR", 1);
        account("m-1", 2, BankAccountStatusCode.VERIFIED);
        Duration shortly = Duration.ofMillis(20);

        assertThat(driver.reaches(new FactPosition(0, 0L, 0L, 0L, 0L, 0L, 1L, 1L), shortly))
                .isTrue();
        assertThat(driver.reaches(new FactPosition(0, 0L, 0L, 0L, 0L, 0L, 2L, 1L), shortly))
                .isFalse();
        assertThat(driver.reaches(new FactPosition(0, 0L, 0L, 0L, 0L, 0L, 1L, 2L), shortly))
                .isFalse();
        assertThat(driver.reaches(new FactPosition(0, 0L, 0L, 0L, 0L, 1L, 1L, 1L), shortly))
                .isFalse();
    }
}
