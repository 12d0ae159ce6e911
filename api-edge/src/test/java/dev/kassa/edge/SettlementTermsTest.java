package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.as;
import static dev.kassa.edge.EdgeUnderTest.asOperator;
import static dev.kassa.edge.EdgeUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.HolidayBody;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.SettlementTermsFact;
import dev.kassa.avro.UpdateMerchant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How merchants are settled, and the days on which they are not, over HTTP. */
class SettlementTermsTest {
    private static final String TERMS =
            "{\"settlement\": {\"cycle\": \"weekly\", \"cut_off\": \"17:30\", \"term_days\": 2,"
                    + " \"calendar\": \"TARGET\", \"reserve_bp\": 500, \"reserve_days\": 90, \"minimum\": 100000,"
                    + " \"auto_approve_below\": 5000000}}";

    private final EdgeUnderTest edge = new EdgeUnderTest();

    @BeforeEach
    void acceptEveryChange() {
        edge.core.answer = command -> switch (command.getBody()) {
            case UpdateMerchant asked -> Optional.of(updated(asked));
            case ChangeReference asked -> {
                edge.references.applied(new ReferenceApplied(7L, 0, 41L, 1L));
                yield Optional.of(FakeCore.reply(
                        201,
                        new ReferenceFact(
                                asked.getKind(),
                                asked.getKey(),
                                7L,
                                asked.getBody(),
                                command.getActor(),
                                1L,
                                "r",
                                41L)));
            }
            default -> Optional.empty();
        };
    }

    private Reply updated(UpdateMerchant asked) {
        MerchantFact merchant = MerchantFact.newBuilder(
                        edge.merchants.find("acme").orElseThrow())
                .setSettlement(asked.getSettlement())
                .setVersion(2)
                .build();
        return FakeCore.reply(200, merchant);
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private HttpResponse<String> change(String method, String path, String body, String[] who) {
        return edge.send(edge.request(path, who)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    @Test
    void a_merchants_terms_are_changed_and_shown() {
        HttpResponse<String> answer = change("PATCH", "/v1/merchants/acme", TERMS, asOperator());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(((UpdateMerchant) edge.core.last().getBody()).getSettlement())
                .isEqualTo(new SettlementTermsFact("weekly", "17:30", 2, "TARGET", 500, 90, 100_000L, 5_000_000L));
        assertThat(json(answer).at("/settlement/cycle").stringValue()).isEqualTo("weekly");
        assertThat(json(answer).at("/settlement/auto_approve_below").longValue())
                .isEqualTo(5_000_000);
    }

    @Test
    void a_merchant_does_not_change_its_own() {
        assertThat(change("PATCH", "/v1/merchants/acme", TERMS, as(ACME)).statusCode())
                .isEqualTo(403);
        assertThat(edge.core.sent).isEmpty();
    }

    @Test
    void a_holiday_and_a_day_that_is_worked_are_told_apart() {
        HttpResponse<String> holiday = change("PUT", "/v1/holidays/CN-2026-10-01", "{\"name\": \"国庆节\"}", asOperator());
        assertThat(holiday.statusCode()).as(holiday.body()).isEqualTo(201);
        assertThat(edge.core.last().getBody())
                .isEqualTo(new ChangeReference("holiday", "CN-2026-10-01", null, new HolidayBody("国庆节", false)));

        change("PUT", "/v1/holidays/CN-2026-10-10", "{\"name\": \"国庆节\", \"business_day\": true}", asOperator());
        assertThat(edge.core.last().getBody())
                .isEqualTo(new ChangeReference("holiday", "CN-2026-10-10", null, new HolidayBody("国庆节", true)));

        assertThat(edge.get("/v1/holidays/CN-2026-10-01", asOperator()).body()).isEqualTo(holiday.body());
        assertThat(edge.get("/v1/holidays", asOperator()).body()).contains("CN-2026-10-01", "CN-2026-10-10");
        assertThat(edge.get("/v1/holidays/CN-2026-10-02", asOperator()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void holidays_are_the_operators() {
        assertThat(change("PUT", "/v1/holidays/CN-2026-10-01", "{\"name\": \"x\"}", as(ACME))
                        .statusCode())
                .isEqualTo(403);
        assertThat(edge.get("/v1/holidays", as(ACME)).statusCode()).isEqualTo(403);
        assertThat(edge.core.sent).isEmpty();
    }
}
