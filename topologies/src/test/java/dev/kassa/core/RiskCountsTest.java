package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.BlacklistBody;
import dev.kassa.avro.CancelPayment;
import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.Customer;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.ReviewPayment;
import dev.kassa.avro.RiskRuleAction;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.avro.SettingBody;
import dev.kassa.core.RiskWatch.ReviewEnd;
import dev.kassa.risk.Decision;
import dev.kassa.risk.RiskAssessment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted of risk, as the core's topology tells of it. */
class RiskCountsTest {
    private static final String SHOP = CoreDriver.MERCHANT;
    private final CoreDriver core = new CoreDriver();

    @AfterEach
    void close() {
        core.close();
    }

    private void change(String kind, String key, Object body) {
        core.send("reference", null, ReplyWhen.CONCLUDED, new ChangeReference(kind, key, null, body));
        core.replies();
    }

    private PaymentFact pays(String orderNo, long amount, @Nullable String ip) {
        CreatePayment payment = CoreDriver.payment(orderNo, amount, CaptureMode.AUTOMATIC);
        payment.setCustomer(ip == null ? null : new Customer(null, null, ip, null, null));
        core.send(SHOP, null, ReplyWhen.CONCLUDED, payment);
        core.replies();
        return core.payments().getLast();
    }

    private List<Long> decisions() {
        return Stream.of(Decision.values()).map(core.counted::payments).toList();
    }

    private List<Long> reviews() {
        return Stream.of(ReviewEnd.values()).map(core.counted::reviews).toList();
    }

    @Test
    void a_payment_counts_once_by_its_decision_and_once_for_each_reason() {
        change("risk-rule", "big", new RiskRuleBody("amount > 5000", RiskRuleAction.REVIEW, true));
        change("risk-rule", "bigger", new RiskRuleBody("amount > 9000", RiskRuleAction.REJECT, true));
        change("blacklist", "ip:203.0.113.9", new BlacklistBody("fraud"));

        pays("o-1", 100, null);
        pays("o-2", 100, null);
        pays("o-3", 5_001, null);
        pays("o-4", 9_001, null);
        pays("o-5", 100, "203.0.113.9");
        pays("o-6", 9_001, "203.0.113.9");

        assertThat(decisions()).as("accept, flag, review, reject").containsExactly(2L, 1L, 1L, 2L);
        assertThat(core.counted.found("rule:big")).isEqualTo(3);
        assertThat(core.counted.found("rule:bigger")).isEqualTo(2);
        assertThat(core.counted.found("blacklisted_ip")).isEqualTo(2);
        assertThat(core.counted.found("frequent_ip")).isZero();
    }

    @Test
    void what_is_repeated_or_refused_is_not_judged_and_does_not_count() {
        pays("o-1", 100, null);
        core.pays("o-1", 100);
        core.pays("o-2", 0);
        core.pays("o-1", 200);

        assertThat(decisions()).containsExactly(1L, 0L, 0L, 0L);
    }

    @Test
    void a_review_counts_once_by_how_it_ends() {
        change("setting", "risk.amount.max", new SettingBody("10"));
        change("setting", "risk.score.amount", new SettingBody("60"));
        change("setting", "risk.review.expires_seconds", new SettingBody("60"));
        List<String> held = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            held.add(pays("o-" + i, 2_000, null).getId());
        }
        core.send(SHOP, null, ReplyWhen.CONCLUDED, new ReviewPayment(SHOP, held.get(0), true, "mine"));
        assertThat(reviews()).as("refused: asked by who pays").containsExactly(0L, 0L, 0L, 0L);

        core.actor = "key:reviewer";
        core.send(SHOP, null, ReplyWhen.CONCLUDED, new ReviewPayment(SHOP, held.get(0), true, "known"));
        core.send(SHOP, null, ReplyWhen.CONCLUDED, new ReviewPayment(SHOP, held.get(1), false, "odd"));
        core.send(SHOP, null, ReplyWhen.CONCLUDED, new ReviewPayment(SHOP, held.get(1), false, "odd, again"));
        core.send(SHOP, null, ReplyWhen.CONCLUDED, new CancelPayment(SHOP, held.get(2)));
        core.passes(Duration.ofSeconds(60));

        assertThat(reviews()).as("accept, reject, expired, cancelled").containsExactly(1L, 1L, 2L, 1L);
        assertThat(decisions()).containsExactly(0L, 0L, 5L, 0L);
    }

    @Test
    void a_review_that_was_decided_does_not_end_again_with_the_payment() {
        change("setting", "risk.amount.max", new SettingBody("10"));
        change("setting", "risk.score.amount", new SettingBody("60"));
        core.send(SHOP, null, ReplyWhen.CONCLUDED, CoreDriver.payment("o-1", 2_000, CaptureMode.MANUAL));
        String held = core.payments().getLast().getId();
        core.actor = "key:reviewer";
        core.send(SHOP, null, ReplyWhen.CONCLUDED, new ReviewPayment(SHOP, held, true, "known"));
        core.approvesAll();

        core.passes(Duration.ofDays(8));
        core.approvesAll();

        assertThat(core.payments().getLast().getStatus()).isEqualTo(PaymentStatusCode.EXPIRED);
        assertThat(reviews()).as("accept, reject, expired, cancelled").containsExactly(1L, 0L, 0L, 0L);
    }

    @Test
    void more_rules_than_can_be_told_apart_are_counted_together() {
        RiskCounts counts = new RiskCounts();
        List<String> told = new ArrayList<>();
        counts.judged(found("rule:0"));
        counts.eachReason(told::add);
        int own = told.size() - 1;

        IntStream.range(0, 1_000).forEach(i -> counts.judged(found("rule:" + i)));

        assertThat(counts.found("rule:0")).isEqualTo(2);
        assertThat(counts.found("rule:199")).isEqualTo(1);
        assertThat(counts.found("rule:200")).isZero();
        assertThat(counts.found(RiskCounts.OTHER_RULES)).isEqualTo(800);
        assertThat(told).doesNotHaveDuplicates().hasSize(own + 201).contains("new_device", "rule:0", "rule:*");
    }

    private static RiskAssessment found(String reason) {
        return new RiskAssessment(25, Decision.FLAG, List.of(reason), List.of());
    }
}
