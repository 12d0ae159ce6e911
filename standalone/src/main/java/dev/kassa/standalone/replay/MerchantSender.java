package dev.kassa.standalone.replay;

import dev.kassa.standalone.api.ApiClient;
import dev.kassa.standalone.api.ApiClient.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates the merchants that are not there yet. One that is there, even with other settings, is left as it is. */
final class MerchantSender {
    private static final Set<String> THERE_ALREADY = Set.of("idempotency_key_reused", "invalid_state");

    private final ApiClient api;
    private final Patience patience;

    MerchantSender(ApiClient api, Patience patience) {
        this.api = api;
        this.patience = patience;
    }

    /**
     * @return whether the merchant is new
     * @throws ReplayException where it is refused, or no definite answer comes
     */
    boolean create(RetailMerchant merchant) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", merchant.id());
        body.put("name", merchant.name());
        body.put("country", merchant.country());
        body.put("timezone", RetailMerchant.TIMEZONE);
        body.put("currencies", merchant.currencies());
        body.put("tier", RetailMerchant.TIER);
        return patience.<Boolean>ask(
                () -> api.post("/v1/merchants", null, body), answer -> isNew(merchant, answer), lastSeen -> {
                    throw new ReplayException(
                            "the merchant %s got no definite answer: %s".formatted(merchant.id(), lastSeen));
                });
    }

    private static @Nullable Boolean isNew(RetailMerchant merchant, Answer answer) {
        if (Patience.settlesNothing(answer.status())) {
            return null;
        }
        if (answer.status() == 200 || answer.status() == 201) {
            return answer.body().has("api_key");
        }
        if (THERE_ALREADY.contains(answer.code())) {
            return false;
        }
        throw new ReplayException("the merchant %s was refused: %s %s"
                .formatted(
                        merchant.id(),
                        answer.code(),
                        answer.body().path("detail").asString("")));
    }
}
