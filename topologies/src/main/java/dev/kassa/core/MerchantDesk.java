package dev.kassa.core;

import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.UpdateMerchant;
import dev.kassa.pricing.Fault;
import dev.kassa.pricing.Tiers;
import dev.kassa.reference.MerchantStatus;
import dev.kassa.schema.Currencies;
import dev.kassa.schema.ErrorCode;
import dev.kassa.schema.Topics;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes commands about merchants. */
final class MerchantDesk {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private final Merchants merchants;
    private final References references;
    private final Head head;
    private final Replies replies;
    private final Outbox outbox;

    MerchantDesk(Merchants merchants, References references, Head head, Replies replies, Outbox outbox) {
        this.merchants = merchants;
        this.references = references;
        this.head = head;
        this.replies = replies;
        this.outbox = outbox;
    }

    void create(Turn turn, CreateMerchant command) {
        String id = command.getMerchantId();
        MerchantFact known = merchants.fact(id);
        if (known != null) {
            boolean same = isSame(known, command);
            Reply outcome = same
                    ? Replies.outcome(Replies.CREATED, known)
                    : Replies.refusal(
                            turn,
                            ErrorCode.IDEMPOTENCY_KEY_REUSED,
                            "/id",
                            "the id is that of a merchant with other data");
            replies.tell(id, turn.requester(same), outcome);
            return;
        }
        String fault = fault(command);
        if (fault != null) {
            Reply refusal = Replies.refusal(turn, ErrorCode.VALIDATION_FAILED, fault, "not a valid value");
            replies.tell(id, turn.requester(false), refusal);
            return;
        }
        MerchantFact fact = fact(turn, command);
        outbox.send(Topics.MERCHANTS, id, merchants.put(fact));
        replies.tell(id, turn.requester(false), Replies.outcome(Replies.CREATED, fact));
    }

    void update(Turn turn, UpdateMerchant command) {
        String id = command.getMerchantId();
        MerchantFact known = merchants.fact(id);
        if (known == null) {
            replies.tell(
                    id, turn.requester(false), Replies.refusal(turn, ErrorCode.NOT_FOUND, null, "no such merchant"));
            return;
        }
        Reply refusal = refusal(turn, command, known);
        if (refusal != null) {
            replies.tell(id, turn.requester(false), refusal);
            return;
        }
        MerchantFact changed = new MerchantChange(command, references).applied(known);
        if (changed.equals(known)) {
            replies.tell(id, turn.requester(false), Replies.outcome(Replies.OK, known));
            return;
        }
        changed.setVersion(known.getVersion() + 1);
        publish(turn, changed);
        replies.tell(id, turn.requester(false), Replies.outcome(Replies.OK, changed));
    }

    private @Nullable Reply refusal(Turn turn, UpdateMerchant command, MerchantFact known) {
        MerchantChange change = new MerchantChange(command, references);
        Fault fault = change.fault().orElse(null);
        if (fault == null && !change.isAllowedFor(known)) {
            return Replies.refusal(
                    turn,
                    ErrorCode.INVALID_STATE,
                    "/status",
                    "a merchant that is " + known.getStatus() + " cannot become " + command.getStatus());
        }
        Long expected = command.getExpectedVersion();
        if (expected != null && expected != known.getVersion()) {
            return Replies.refusal(
                    turn,
                    ErrorCode.PRECONDITION_FAILED,
                    null,
                    "it is at version " + known.getVersion() + ", not " + expected);
        }
        return fault == null
                ? null
                : Replies.refusal(turn, ErrorCode.VALIDATION_FAILED, fault.pointer(), fault.sentence());
    }

    /** Gives the fact its place in the log; from the next command on it holds. */
    void publish(Turn turn, MerchantFact changed) {
        changed.setUpdatedAtMs(turn.nowMs());
        changed.setSequence(head.nextMerchant());
        changed.setCommandOffset(turn.at().offset());
        outbox.send(Topics.MERCHANTS, changed.getId(), merchants.put(changed));
    }

    private MerchantFact fact(Turn turn, CreateMerchant command) {
        ApiKeyFact key = new ApiKeyFact(
                command.getKeyId(), command.getKeyHash(), List.of("merchant"), null, "", turn.nowMs(), null, "none");
        return new MerchantFact(
                command.getMerchantId(),
                command.getName(),
                command.getCountry(),
                command.getTimezone(),
                command.getCurrencies(),
                command.getTier(),
                command.getStatus(),
                List.of(key),
                null,
                List.of(),
                null,
                null,
                1L,
                turn.nowMs(),
                turn.nowMs(),
                turn.at().partition(),
                head.nextMerchant(),
                turn.at().offset());
    }

    private static boolean isSame(MerchantFact known, CreateMerchant command) {
        return known.getName().equals(command.getName())
                && known.getCountry().equals(command.getCountry())
                && known.getTimezone().equals(command.getTimezone())
                && known.getCurrencies().equals(command.getCurrencies())
                && known.getTier().equals(command.getTier());
    }

    /** A pointer to the first field that is not valid, or null. */
    private static @Nullable String fault(CreateMerchant command) {
        if (!ID.matcher(command.getMerchantId()).matches()) {
            return "/id";
        }
        if (command.getName().isBlank()) {
            return "/name";
        }
        if (!COUNTRY.matcher(command.getCountry()).matches()) {
            return "/country";
        }
        if (!ZoneId.getAvailableZoneIds().contains(command.getTimezone())) {
            return "/timezone";
        }
        if (command.getCurrencies().isEmpty()
                || !command.getCurrencies().stream().allMatch(Currencies::isKnown)) {
            return "/currencies";
        }
        if (Tiers.of(command.getTier()).isEmpty()) {
            return "/tier";
        }
        boolean newcomer = command.getStatus().equals(MerchantStatus.ACTIVE.word())
                || command.getStatus().equals(MerchantStatus.PENDING.word());
        return newcomer ? null : "/status";
    }
}
