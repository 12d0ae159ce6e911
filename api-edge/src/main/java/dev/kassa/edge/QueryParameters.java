package dev.kassa.edge;

import static dev.kassa.edge.CommandBodies.invalid;

import dev.kassa.avro.BankAccountStatusCode;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.avro.WithdrawalStatusCode;
import dev.kassa.edge.audit.AuditTrail;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.port.Queries.DossierFilter;
import dev.kassa.port.Queries.ListTime;
import dev.kassa.port.Queries.PaymentFilter;
import dev.kassa.port.Queries.RefundFilter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters behind the question mark: known ones only, each once. Errors point to them by {@code /name}. */
final class QueryParameters {
    private static final int LIMIT_USUAL = 100;
    private static final int LIMIT_MAX = 500;
    private static final int TEXT_CHARACTERS_MAX = 200;
    private static final Set<String> STATUSES = Stream.of(PaymentStatusCode.values())
            .filter(status -> status != PaymentStatusCode.UNRECOGNISED)
            .map(status -> status.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> REFUND_STATUSES = Stream.of(RefundStatusCode.values())
            .filter(status -> status != RefundStatusCode.UNRECOGNISED)
            .map(status -> status.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, List<String>> given;

    private QueryParameters(Map<String, List<String>> given) {
        this.given = given;
    }

    /**
     * @throws Refusal validation_failed where one is not known, comes twice or is too long
     */
    static QueryParameters of(Map<String, List<String>> given, String... known) {
        Set<String> names = Set.of(known);
        given.forEach((name, values) -> {
            if (!names.contains(name)) {
                throw invalid("/" + name, "is not a known parameter");
            }
            if (values.size() != 1 || values.getFirst().length() > TEXT_CHARACTERS_MAX) {
                throw invalid("/" + name, "must be given once, with at most " + TEXT_CHARACTERS_MAX + " characters");
            }
        });
        return new QueryParameters(given);
    }

    @Nullable
    String text(String name) {
        List<String> values = given.get(name);
        return values == null ? null : values.getFirst();
    }

    /** One of a few words, or null where it is not given. */
    @Nullable
    String oneOf(String name, List<String> words) {
        String value = text(name);
        if (value != null && !words.contains(value)) {
            throw invalid("/" + name, "must be one of " + String.join(", ", words));
        }
        return value;
    }

    String required(String name) {
        String value = text(name);
        if (value == null || value.isEmpty()) {
            throw invalid("/" + name, "is required");
        }
        return value;
    }

    PaymentFilter paymentFilter() {
        String status = text("status");
        if (status != null && !STATUSES.contains(status)) {
            throw invalid(
                    "/status",
                    "must be one of "
                            + String.join(", ", STATUSES.stream().sorted().toList()));
        }
        return new PaymentFilter(
                time(),
                moment("from", 0),
                moment("to", Long.MAX_VALUE),
                status,
                text("channel"),
                text("currency"),
                limit(),
                text("cursor"));
    }

    RefundFilter refundFilter() {
        String status = text("status");
        if (status != null && !REFUND_STATUSES.contains(status)) {
            throw invalid(
                    "/status",
                    "must be one of "
                            + String.join(
                                    ", ", REFUND_STATUSES.stream().sorted().toList()));
        }
        return new RefundFilter(
                text("payment_id"),
                time(),
                moment("from", 0),
                moment("to", Long.MAX_VALUE),
                status,
                limit(),
                text("cursor"));
    }

    private ListTime time() {
        String time = text("time");
        if (time != null && !time.equals("processing") && !time.equals("business")) {
            throw invalid("/time", "must be processing or business");
        }
        return "business".equals(time) ? ListTime.BUSINESS : ListTime.PROCESSING;
    }

    /** @param merchantId whose; null: every merchant's */
    DossierFilter settlementFilter(@Nullable String merchantId) {
        return new DossierFilter(
                merchantId,
                day("from", Integer.MIN_VALUE),
                day("to", Integer.MAX_VALUE),
                oneOf("status", words(SettlementStatusCode.values())),
                text("currency"),
                null,
                limit(),
                text("cursor"));
    }

    /** @param merchantId whose; null: every merchant's */
    DossierFilter withdrawalFilter(@Nullable String merchantId) {
        return new DossierFilter(
                merchantId,
                moment("from", 0),
                moment("to", Long.MAX_VALUE),
                oneOf("status", words(WithdrawalStatusCode.values())),
                text("currency"),
                text("withdrawal_no"),
                limit(),
                text("cursor"));
    }

    /** @param merchantId whose; null: every merchant's */
    DossierFilter bankAccountFilter(@Nullable String merchantId) {
        return new DossierFilter(
                merchantId,
                0,
                Long.MAX_VALUE,
                oneOf("status", words(BankAccountStatusCode.values())),
                text("currency"),
                null,
                limit(),
                text("cursor"));
    }

    private static List<String> words(Enum<?>[] codes) {
        return Stream.of(codes)
                .map(code -> code.name().toLowerCase(Locale.ROOT))
                .filter(word -> !word.equals("unrecognised"))
                .toList();
    }

    private int day(String name, int otherwise) {
        String value = text(name);
        return value == null ? otherwise : SettlementCalls.day(value, "/" + name);
    }

    /** The moment that a balance is asked for; null: now. */
    @Nullable
    Long asOf() {
        return text("as_of") == null ? null : Long.valueOf(moment("as_of", 0));
    }

    AuditTrail.Filter auditFilter() {
        String cursor = text("cursor");
        if (cursor != null && !cursor.matches("\\d{1,18}")) {
            throw invalid("/cursor", "must be the next_cursor of a page");
        }
        return new AuditTrail.Filter(
                text("actor"),
                text("action"),
                text("merchant"),
                moment("from", 0),
                moment("to", Long.MAX_VALUE),
                limit(),
                cursor == null ? null : Long.valueOf(cursor));
    }

    private long moment(String name, long otherwise) {
        String value = text(name);
        return value == null
                ? otherwise
                : CommandBodies.moment(value, "/" + name).toEpochMilli();
    }

    int limit() {
        String value = text("limit");
        if (value == null) {
            return LIMIT_USUAL;
        }
        int limit = value.matches("\\d{1,3}") ? Integer.parseInt(value) : 0;
        if (limit < 1 || limit > LIMIT_MAX) {
            throw invalid("/limit", "must be a whole number from 1 to " + LIMIT_MAX);
        }
        return limit;
    }
}
