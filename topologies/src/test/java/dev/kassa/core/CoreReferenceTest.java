package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.BlacklistBody;
import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.Customer;
import dev.kassa.avro.ExchangeRateBody;
import dev.kassa.avro.FeeBandBody;
import dev.kassa.avro.FeeRuleBody;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.FlagAttribute;
import dev.kassa.avro.Geo;
import dev.kassa.avro.LimitsFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.PlatformKeyBody;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.ReviewPayment;
import dev.kassa.avro.RiskRuleAction;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.avro.SettingBody;
import dev.kassa.avro.UpdateMerchant;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices, limits, risk and the life of a merchant, through the core's topology. */
class CoreReferenceTest {
    private static final String SHOP = CoreDriver.MERCHANT;
    private final CoreDriver core = new CoreDriver();

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void a_changed_price_holds_from_the_next_payment_and_stands_on_it_and_in_the_journal() {
        PaymentFact before = paid("o-1", 10_000);
        ReferenceFact schedule = change("fee-schedule", "special", null, percent(10_000));
        update(change -> change.setFeeSchedule("special"));

        PaymentFact after = paid("o-2", 10_000);

        assertThat(before.getFee()).isEqualTo(60);
        assertThat(before.getFeeSchedule() + before.getFeeScheduleVersion()).isEqualTo("business0");
        assertThat(after.getFee()).isEqualTo(100);
        assertThat(after.getFeeSchedule()).isEqualTo("special");
        assertThat(after.getFeeScheduleVersion()).isEqualTo(schedule.getVersion());
        assertThat(after.getReferenceVersion()).isEqualTo(schedule.getVersion());
        assertThat(after.getMerchantVersion()).isEqualTo(2);
        assertThat(core.entries().getLast().getFeeSchedule()).isEqualTo("special@" + schedule.getVersion());
    }

    @Test
    void a_tier_is_changed_under_its_name_and_is_as_shipped_once_that_is_removed() {
        change("fee-schedule", "business", null, percent(20_000));
        PaymentFact changed = paid("o-1", 10_000);
        change("fee-schedule", "business", null, null);

        assertThat(changed.getFee()).isEqualTo(200);
        assertThat(paid("o-2", 10_000).getFee()).isEqualTo(60);
    }

    @Test
    void a_band_is_chosen_by_what_was_captured_in_the_month_before() {
        FeeBandBody first = new FeeBandBody(0L, 10_000, 0L, 0L, null);
        FeeBandBody second = new FeeBandBody(1_000_000L, 5_000, 0L, 0L, null);
        change("fee-schedule", "business", null, schedule(List.of(first, second)));

        assertThat(paid("o-1", 9_999).getFee()).isEqualTo(100);
        assertThat(paid("o-2", 10_000).getFee()).isEqualTo(100);
        assertThat(paid("o-3", 10_000).getFee()).isEqualTo(50);
    }

    @Test
    void a_change_that_expects_another_version_is_refused_and_the_same_again_changes_nothing() {
        ReferenceFact first = change("setting", "risk.band.review", 0L, new SettingBody("60"));
        Reply again = asked("setting", "risk.band.review", null, new SettingBody("60"));
        Reply late = asked("setting", "risk.band.review", first.getVersion() + 1, new SettingBody("70"));
        Reply exists = asked("setting", "risk.band.review", 0L, new SettingBody("70"));

        assertThat(again.getStatus()).isEqualTo(200);
        assertThat(((ReferenceFact) again.getBody()).getVersion()).isEqualTo(first.getVersion());
        assertThat(late.getCode()).isEqualTo("precondition_failed");
        assertThat(exists.getCode()).isEqualTo("precondition_failed");
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3} {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "risk-rule     | big        | amount >         | validation_failed | /expression",
                "risk-rule     | big        | amont > 5        | validation_failed | /expression",
                "risk-rule     | big        | amount + 1       | validation_failed | /expression",
                "risk-rule     | Big        | true             | validation_failed | /name",
                "setting       | risk.none  | 5                | validation_failed | /value",
                "setting       | risk.band.review | -1         | validation_failed | /value",
                "setting       | risk.band.review | 1e99999999 | validation_failed | /value",
                "blacklist     | ip:none    | odd              | validation_failed | /value",
                "blacklist     | shoe:42    | odd              | validation_failed | /kind",
                "exchange-rate | EUR-EUR    | 1.1              | validation_failed | /quote",
                "exchange-rate | EUR-USD    | 0.000            | validation_failed | /rate",
            })
    void what_makes_no_sense_is_refused_with_its_field(
            String kind, String key, String text, String code, String pointer) {
        Object body = switch (kind) {
            case "risk-rule" -> new RiskRuleBody(text, RiskRuleAction.REVIEW, true);
            case "setting" -> new SettingBody(text);
            case "blacklist" -> new BlacklistBody(text);
            default -> new ExchangeRateBody(key.substring(0, 3), key.substring(4), text, 1L, null, "ECB");
        };

        Reply refused = asked(kind, key, null, body);

        assertThat(refused.getCode()).isEqualTo(code);
        assertThat(refused.getPointer()).isEqualTo(pointer);
        assertThat(core.deadLetters()).isEmpty();
    }

    @Test
    void a_broken_expression_is_refused_with_the_place_of_its_fault() {
        Reply refused =
                asked("risk-rule", "big", null, new RiskRuleBody("true &&\n amont > 5", RiskRuleAction.REVIEW, true));

        assertThat(refused.getDetail()).startsWith("2:2: ").contains("amont");
    }

    @Test
    void limits_count_what_is_under_way_and_give_back_what_comes_to_nothing() {
        update(change -> change.setLimits(List.of(new LimitsFact(null, 900L, 1_000L, null))));

        core.pays("o-1", 600);
        core.pays("o-2", 600);
        assertThat(core.reply().getCode()).isEqualTo("limit_exceeded");
        core.pays("o-3", 901);
        assertThat(core.reply().getPointer()).isEqualTo("/amount");
        core.answers(core.call(), ChannelResult.DECLINED);
        core.replies();

        core.pays("o-4", 900);
        assertThat(core.replies()).isEmpty();
        core.approvesAll();
        core.pays("o-5", 101);
        assertThat(core.replies().getLast().getCode()).isEqualTo("limit_exceeded");
        core.passes(Duration.ofDays(1));
        core.pays("o-6", 900);
        assertThat(core.replies()).isEmpty();
    }

    @Test
    void a_capture_in_part_gives_the_rest_of_the_limit_back() {
        update(change -> change.setLimits(List.of(new LimitsFact(null, null, null, 1_000L))));
        core.pays("o-1", 1_000, null, CaptureMode.MANUAL);
        core.approvesAll();
        PaymentFact authorized = (PaymentFact) core.reply().getBody();
        core.captures(authorized.getId(), 400L);
        core.approvesAll();
        core.replies();

        core.pays("o-2", 601);
        assertThat(core.reply().getCode()).isEqualTo("limit_exceeded");
        core.pays("o-3", 600);
        assertThat(core.replies()).isEmpty();
    }

    @Test
    void a_suspended_merchant_takes_nothing_and_can_still_be_refunded() {
        paid("o-1", 1_000);
        core.pays("o-2", 1_000, null, CaptureMode.MANUAL);
        core.approvesAll();
        PaymentFact authorized = (PaymentFact) core.reply().getBody();
        update(change -> change.setStatus("suspended"));

        core.pays("o-3", 1_000);
        assertThat(core.reply().getCode()).isEqualTo("invalid_state");
        core.captures(authorized.getId(), null);
        assertThat(core.reply().getCode()).isEqualTo("invalid_state");
        core.refunds("o-1", "r-1", 1_000L);
        core.approvesAll();
        assertThat(core.reply().getStatus()).isEqualTo(201);
        core.voids(authorized.getId());
        core.approvesAll();
        assertThat(core.reply().getStatus()).isEqualTo(200);
        update(change -> change.setStatus("active"));
        assertThat(paid("o-4", 1_000).getStatus()).isEqualTo(PaymentStatusCode.SUCCEEDED);
    }

    @Test
    void a_merchant_is_changed_only_as_its_life_allows_and_at_the_version_that_was_meant() {
        Reply rejected = asked(UpdateMerchant.newBuilder()
                .setMerchantId(SHOP)
                .setStatus("rejected")
                .build());
        Reply late = asked(UpdateMerchant.newBuilder()
                .setMerchantId(SHOP)
                .setExpectedVersion(5L)
                .setTier("premium")
                .build());
        Reply unknown = asked(UpdateMerchant.newBuilder()
                .setMerchantId(SHOP)
                .setFeeSchedule("none")
                .build());

        assertThat(rejected.getCode()).isEqualTo("invalid_state");
        assertThat(late.getCode()).isEqualTo("precondition_failed");
        assertThat(unknown.getPointer()).isEqualTo("/fee_schedule");
        assertThat(update(change -> change.setTier("premium")).getVersion()).isEqualTo(2);
        assertThat(update(change -> change.setTier("premium")).getVersion()).isEqualTo(2);
    }

    @Test
    void whoever_asked_for_a_payment_does_not_decide_on_it_with_another_key_of_theirs() {
        change("risk-rule", "big", null, new RiskRuleBody("amount > 5000", RiskRuleAction.REJECT, true));
        change("setting", "risk.band.review", null, new SettingBody("50"));
        platformKey("a1", "Ann");
        platformKey("a2", " ann");
        platformKey("b1", "Bob");
        core.actor = "key:a1";
        core.pays("o-1", 5_001);
        PaymentFact held = (PaymentFact) core.reply().getBody();
        assertThat(held.getStatus()).isEqualTo(PaymentStatusCode.REVIEW);

        core.actor = "key:a2";
        core.send(SHOP, null, ReplyWhen.CONCLUDED, new ReviewPayment(SHOP, held.getId(), true, "seen"));
        Reply own = core.reply();
        core.actor = "key:b1";
        core.send(SHOP, null, ReplyWhen.CONCLUDED, new ReviewPayment(SHOP, held.getId(), false, "odd"));

        assertThat(own.getCode()).isEqualTo("forbidden");
        PaymentFact decided = (PaymentFact) core.reply().getBody();
        assertThat(decided.getReview().getDecidedBy()).isEqualTo("key:b1");
        assertThat(decided.getReview().getRequester()).isEqualTo("Ann");
    }

    private void platformKey(String id, String name) {
        change(
                "platform-key",
                id,
                0L,
                new PlatformKeyBody(ApiKeyFact.newBuilder()
                        .setKeyId(id)
                        .setHash(ByteBuffer.wrap(new byte[32]))
                        .setScopes(List.of("operator"))
                        .setName(name)
                        .build()));
    }

    @Test
    void a_suspicious_payment_waits_for_another_person_and_goes_on_when_accepted() {
        change("risk-rule", "big", null, new RiskRuleBody("amount > 5000", RiskRuleAction.REJECT, true));
        change("setting", "risk.band.review", null, new SettingBody("50"));
        core.pays("o-1", 5_001);
        PaymentFact held = (PaymentFact) core.reply().getBody();
        assertThat(core.calls()).isEmpty();

        core.actor = "test";
        core.send(SHOP, null, ReplyWhen.CONCLUDED, new ReviewPayment(SHOP, held.getId(), true, "mine"));
        assertThat(core.reply().getCode()).isEqualTo("forbidden");
        core.actor = "key:reviewer";
        core.send(SHOP, null, ReplyWhen.CONCLUDED, new ReviewPayment(SHOP, held.getId(), true, "known"));
        core.approvesAll();

        assertThat(held.getStatus()).isEqualTo(PaymentStatusCode.REVIEW);
        assertThat(held.getRisk().getScore()).isEqualTo(50);
        assertThat(held.getRisk().getReasons()).containsExactly("rule:big");
        PaymentFact decided = (PaymentFact) core.reply().getBody();
        assertThat(decided.getStatus()).isEqualTo(PaymentStatusCode.SUCCEEDED);
        assertThat(decided.getReview().getDecidedBy()).isEqualTo("key:reviewer");
        core.actor = "test";
        core.pays("o-1", 5_001);
        Reply repeated = core.reply();
        assertThat(repeated.getReplayed()).isTrue();
        assertThat(((PaymentFact) repeated.getBody()).getStatus()).isEqualTo(PaymentStatusCode.REVIEW);
    }

    @Test
    void a_review_that_nobody_decides_expires_and_gives_its_limit_back() {
        update(change -> change.setLimits(List.of(new LimitsFact(null, null, 6_000L, null))));
        change("setting", "risk.amount.max", null, new SettingBody("10"));
        change("setting", "risk.score.amount", null, new SettingBody("60"));
        change("setting", "risk.review.expires_seconds", null, new SettingBody("60"));
        core.pays("o-1", 6_000);
        core.replies();
        core.payments();

        core.passes(Duration.ofSeconds(59));
        assertThat(core.payments()).isEmpty();
        core.passes(Duration.ofSeconds(1));

        assertThat(core.payments())
                .singleElement()
                .satisfies(payment -> assertThat(payment.getStatus()).isEqualTo(PaymentStatusCode.EXPIRED));
        core.pays("o-2", 6_000);
        assertThat(((PaymentFact) core.reply().getBody()).getStatus()).isEqualTo(PaymentStatusCode.REVIEW);
    }

    @Test
    void whoever_is_on_a_blacklist_is_rejected_before_a_channel_hears_of_it() {
        change("blacklist", "ip:203.0.113.0/24", null, new BlacklistBody("fraud"));

        PaymentFact rejected = paysAs("o-1", "203.0.113.9", null);
        change("blacklist", "ip:203.0.113.0/24", null, null);
        PaymentFact accepted = paysAs("o-2", "203.0.113.9", null);

        assertThat(rejected.getStatus()).isEqualTo(PaymentStatusCode.FAILED);
        assertThat(rejected.getFailure().getCode()).isEqualTo("risk_rejected");
        assertThat(rejected.getRisk().getReasons()).containsExactly("blacklisted_ip");
        assertThat(accepted.getStatus()).isEqualTo(PaymentStatusCode.PROCESSING);
    }

    @Test
    void how_often_an_address_pays_is_counted_in_a_sliding_window() {
        change("setting", "risk.frequency.ip_max", null, new SettingBody("3"));

        for (int i = 0; i < 3; i++) {
            assertThat(paysAs("o-" + i, "203.0.113.9", null).getRisk().getScore())
                    .isZero();
        }
        assertThat(paysAs("o-3", "203.0.113.9", null).getRisk().getReasons()).containsExactly("frequent_ip");
        assertThat(paysAs("o-4", "203.0.113.8", null).getRisk().getScore()).isZero();
        core.passes(Duration.ofSeconds(61));
        assertThat(paysAs("o-5", "203.0.113.9", null).getRisk().getScore()).isZero();
    }

    @Test
    void a_new_device_is_noticed_once_and_an_address_that_pays_everywhere_while_its_flag_lasts() {
        assertThat(paysAs("o-1", null, "phone").getRisk().getReasons()).containsExactly("new_device");
        assertThat(paysAs("o-2", null, "phone").getRisk().getReasons()).isEmpty();

        long nowMs = core.now().toEpochMilli();
        core.send(SHOP, null, ReplyWhen.CONCLUDED, new FlagAttribute("ip", "203.0.113.9", 50, nowMs + 10_000));
        assertThat(paysAs("o-3", "203.0.113.9", null).getRisk().getReasons())
                .containsExactly("frequent_ip_across_merchants");
        core.passes(Duration.ofSeconds(10));
        assertThat(paysAs("o-4", "203.0.113.9", null).getRisk().getReasons()).isEmpty();
    }

    @Test
    void a_country_that_does_not_match_counts_and_without_a_database_the_payment_says_so() {
        core.geo = new Geo("FR");
        PaymentFact elsewhere = paysAs("o-1", "203.0.113.9", null);
        core.geo = null;
        PaymentFact unasked = paysAs("o-2", "203.0.113.9", null);

        assertThat(elsewhere.getRisk().getReasons()).containsExactly("country_mismatch");
        assertThat(unasked.getRisk().getReasons()).isEmpty();
        assertThat(unasked.getRisk().getNotes()).containsExactly("country_mismatch: no GeoIP database");
    }

    private PaymentFact paid(String orderNo, long amount) {
        core.pays(orderNo, amount);
        core.approvesAll();
        return (PaymentFact) core.reply().getBody();
    }

    private PaymentFact paysAs(String orderNo, @Nullable String ip, @Nullable String device) {
        var payment = CoreDriver.payment(orderNo, 1_000, CaptureMode.AUTOMATIC);
        payment.setCustomer(new Customer(null, null, ip, device, "DE"));
        core.payments();
        core.send(SHOP, null, ReplyWhen.ACCEPTED, payment);
        return core.payments().getLast();
    }

    private ReferenceFact change(String kind, String key, @Nullable Long expected, @Nullable Object body) {
        return (ReferenceFact) asked(kind, key, expected, body).getBody();
    }

    private Reply asked(String kind, String key, @Nullable Long expected, @Nullable Object body) {
        core.replies();
        core.send("reference", null, ReplyWhen.CONCLUDED, new ChangeReference(kind, key, expected, body));
        return core.reply();
    }

    private Reply asked(UpdateMerchant update) {
        core.replies();
        core.send(SHOP, null, ReplyWhen.CONCLUDED, update);
        return core.reply();
    }

    private interface Change {
        UpdateMerchant.Builder of(UpdateMerchant.Builder update);
    }

    private MerchantFact update(Change change) {
        return (MerchantFact)
                asked(change.of(UpdateMerchant.newBuilder().setMerchantId(SHOP)).build())
                        .getBody();
    }

    private static FeeScheduleBody percent(int ratePpm) {
        return schedule(List.of(new FeeBandBody(0L, ratePpm, 0L, 0L, null)));
    }

    private static FeeScheduleBody schedule(List<FeeBandBody> bands) {
        return new FeeScheduleBody(List.of(new FeeRuleBody(null, null, null, null, bands)));
    }
}
