package dev.kassa.core;

import dev.kassa.avro.AddKey;
import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.RevokeKey;
import dev.kassa.reference.KeyRules;
import dev.kassa.schema.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes commands about merchants' API keys. A key that is revoked, or has expired, is in no later fact. */
final class KeyDesk {
    private final Merchants merchants;
    private final MerchantDesk desk;
    private final Replies replies;

    KeyDesk(Merchants merchants, MerchantDesk desk, Replies replies) {
        this.merchants = merchants;
        this.desk = desk;
        this.replies = replies;
    }

    void add(Turn turn, AddKey command) {
        MerchantFact known = known(turn, command.getMerchantId());
        if (known == null) {
            return;
        }
        String fault = KeyRules.fault(
                command.getScopes(),
                command.getName(),
                command.getOverlapHours(),
                command.getRateLimitPerSecond(),
                command.getSigning());
        if (fault != null) {
            refuse(turn, known, ErrorCode.VALIDATION_FAILED, fault, "not a valid value");
            return;
        }
        List<ApiKeyFact> keys = beside(command, known.getKeys(), turn.nowMs());
        if (keys.size() >= KeyRules.KEYS_MAX) {
            refuse(
                    turn,
                    known,
                    ErrorCode.LIMIT_EXCEEDED,
                    null,
                    "a merchant has at most " + KeyRules.KEYS_MAX + " keys");
            return;
        }
        keys.add(new ApiKeyFact(
                command.getKeyId(),
                command.getKeyHash(),
                command.getScopes(),
                null,
                command.getName(),
                turn.nowMs(),
                command.getRateLimitPerSecond(),
                command.getSigning()));
        publish(turn, known, keys, Replies.CREATED);
    }

    /** The keys that stay, with the ends that the new one sets them. */
    private static List<ApiKeyFact> beside(AddKey command, List<ApiKeyFact> keys, long nowMs) {
        List<ApiKeyFact> staying = new ArrayList<>();
        Set<String> scopes = Set.copyOf(command.getScopes());
        for (ApiKeyFact key : keys) {
            Long end = KeyRules.expiryBeside(
                    Set.copyOf(key.getScopes()), key.getExpiresAtMs(), scopes, command.getOverlapHours(), nowMs);
            if (!KeyRules.isExpired(end, nowMs)) {
                staying.add(ApiKeyFact.newBuilder(key).setExpiresAtMs(end).build());
            }
        }
        return staying;
    }

    void revoke(Turn turn, RevokeKey command) {
        MerchantFact known = known(turn, command.getMerchantId());
        if (known == null) {
            return;
        }
        List<ApiKeyFact> keys = new ArrayList<>(known.getKeys());
        if (!keys.removeIf(key -> key.getKeyId().equals(command.getKeyId()))) {
            refuse(turn, known, ErrorCode.NOT_FOUND, null, "no such key");
            return;
        }
        publish(turn, known, keys, Replies.OK);
    }

    private @Nullable MerchantFact known(Turn turn, String merchantId) {
        MerchantFact known = merchants.fact(merchantId);
        if (known == null) {
            Reply refusal = Replies.refusal(turn, ErrorCode.NOT_FOUND, null, "no such merchant");
            replies.tell(merchantId, turn.requester(false), refusal);
        }
        return known;
    }

    private void refuse(Turn turn, MerchantFact merchant, ErrorCode code, @Nullable String pointer, String why) {
        replies.tell(merchant.getId(), turn.requester(false), Replies.refusal(turn, code, pointer, why));
    }

    private void publish(Turn turn, MerchantFact known, List<ApiKeyFact> keys, int status) {
        MerchantFact changed =
                MerchantFact.newBuilder(known).setKeys(List.copyOf(keys)).build();
        desk.publish(turn, changed);
        replies.tell(changed.getId(), turn.requester(false), Replies.outcome(status, changed));
    }
}
