package dev.kassa.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.ledger.Postings.Hold;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostingsTest {
    @ParameterizedTest(name = "pending {0}, available {1}: a hold of {2} takes {3} and {4}")
    @CsvSource({
        " 1000,    0,  400,  400,    0",
        " 1000,    0, 1000, 1000,    0",
        "  300, 1000,  400,  300,  100",
        "    0, 1000,  400,    0,  400",
        " -200, 1000,  400,    0,  400",
        " -200,  100,  400,  300,  100",
        "    0,    0,  400,  400,    0",
        "  100,  100,  400,  300,  100",
        "  100,  300,  400,  100,  300",
    })
    void a_hold_is_drawn_from_pending_then_available_then_pending_below_zero(
            long pending, long available, long amount, long fromPending, long fromAvailable) {
        assertThat(Postings.split(balance(pending, available), amount)).isEqualTo(new Hold(fromPending, fromAvailable));
    }

    @ParameterizedTest(name = "{0} with a fee of {1}: {2}")
    @CsvSource({
        "1000, 60, 'Dr channel:c:receivable 1000, Cr merchant:m:pending 940, Cr fees 60', 940",
        "1000,  0, 'Dr channel:c:receivable 1000, Cr merchant:m:pending 1000', 1000",
        "  50, 50, 'Dr channel:c:receivable 50, Cr fees 50', 0",
        "  42, 50, 'Dr channel:c:receivable 42, Dr merchant:m:pending 8, Cr fees 50', -8",
    })
    void a_capture_credits_the_merchant_what_the_fee_leaves(long amount, long fee, String legs, long pending) {
        Posting posting = Postings.capture("m", "c", "EUR", Balance.ZERO, amount, fee);

        assertThat(lines(posting.legs())).isEqualTo(legs);
        assertThat(posting.after()).isEqualTo(balance(pending, 0));
    }

    @Test
    void a_released_hold_goes_back_to_where_it_came_from() {
        Balance before = balance(300, 1000);
        Posting hold = Postings.refundHold("m", "EUR", before, new Hold(300, 100));
        Posting release = Postings.refundRelease("m", "EUR", hold.after(), new Hold(300, 100));

        assertThat(hold.after()).isEqualTo(new Balance(0, 900, 0, 0, 400, 0));
        assertThat(release.after()).isEqualTo(before);
        assertThat(lines(release.legs()))
                .isEqualTo("Dr merchant:m:refund_hold 400, Cr merchant:m:pending 300, Cr merchant:m:available 100");
    }

    @Test
    void a_posted_hold_leaves_for_the_channel() {
        Posting hold = Postings.refundHold("m", "EUR", balance(500, 0), new Hold(400, 0));
        Posting refund = Postings.refund("m", "c", "EUR", hold.after(), 400);

        assertThat(refund.after()).isEqualTo(balance(100, 0));
        assertThat(lines(refund.legs())).isEqualTo("Dr merchant:m:refund_hold 400, Cr channel:c:receivable 400");
    }

    @Test
    void a_refund_that_is_found_late_is_booked_below_zero_if_need_be() {
        assertThat(Postings.refundCorrection("m", "c", "EUR", balance(100, 0), 400)
                        .after())
                .isEqualTo(balance(-300, 0));
    }

    @Test
    void a_balance_that_does_not_fit_is_an_error_and_never_wraps() {
        Balance full = balance(Long.MAX_VALUE - 10, 0);
        assertThatThrownBy(() -> Postings.capture("m", "c", "EUR", full, 1_000, 0))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void legs_that_do_not_balance_are_no_posting() {
        assertThatThrownBy(() -> new Posting(
                        Posting.Kind.CAPTURE,
                        List.of(Leg.debit("a", "EUR", 10), Leg.credit("b", "EUR", 9)),
                        Balance.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not balance");
    }

    @Test
    void a_leg_has_exactly_one_side() {
        assertThatThrownBy(() -> new Leg("a", "EUR", 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Leg("a", "EUR", 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Leg("a", "EUR", -1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Balance balance(long pending, long available) {
        return new Balance(pending, available, 0, 0, 0, 0);
    }

    private static String lines(List<Leg> legs) {
        return legs.stream()
                .map(leg -> (leg.debit() > 0 ? "Dr " : "Cr ") + leg.account() + ' ' + (leg.debit() + leg.credit()))
                .collect(Collectors.joining(", "));
    }
}
