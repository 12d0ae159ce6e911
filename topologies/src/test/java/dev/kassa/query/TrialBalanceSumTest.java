package dev.kassa.query;

import static dev.kassa.view.FactLog.credit;
import static dev.kassa.view.FactLog.debit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kassa.avro.ReadTotals;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.port.Queries.TrialBalance;
import dev.kassa.view.ViewCodecs;
import dev.kassa.view.ViewsDriver;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrialBalanceSumTest {
    @TempDir
    Path first;

    @TempDir
    Path second;

    @Test
    void partitions_are_added_up_by_currency_and_account() {
        try (ViewsDriver zero = new ViewsDriver(first);
                ViewsDriver one = new ViewsDriver(second)) {
            zero.log().paid("acme", "order-1", 10_00, "EUR", 50);
            one.log().paid("other", "order-1", 20_00, "EUR", 50);
            one.log().paid("other", "order-2", 5_00, "USD", 30);

            TrialBalance sum = sum(zero, one);

            assertThat(sum.position()).isEqualTo("0:1,1:2");
            assertThat(sum.healthy()).isTrue();
            assertThat(sum.currencies())
                    .extracting(TrialBalance.CurrencyRow::currency, TrialBalance.CurrencyRow::debits)
                    .containsExactly(tuple("EUR", 30_00L), tuple("USD", 5_00L));
        }
    }

    @Test
    void partitions_whose_differences_cancel_out_are_not_healthy() {
        try (ViewsDriver zero = new ViewsDriver(first);
                ViewsDriver one = new ViewsDriver(second)) {
            zero.log().entry(zero.log().payment("acme", "o", 1, "EUR"), "capture", debit("bank:clearing", 1));
            one.log().entry(one.log().payment("other", "o", 1, "EUR"), "capture", credit("fees", 1));

            TrialBalance sum = sum(zero, one);

            assertThat(sum.currencies().getFirst().difference()).isZero();
            assertThat(sum.healthy()).isFalse();
        }
    }

    private static TrialBalance sum(ViewsDriver zero, ViewsDriver one) {
        TrialBalanceSum sum = new TrialBalanceSum();
        sum.add(totals(0, zero));
        sum.add(totals(1, one));
        return sum.total();
    }

    private static ViewAnswer totals(int partition, ViewsDriver views) {
        return Answers.answer(
                partition, new ReadTotals(), new Rows(views.store(), ViewCodecs.of(views.codecs()), new Owners()));
    }
}
