package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.VALIDATION_FAILED;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.CapturePayment;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.Customer;
import dev.kassa.avro.MetadataEntry;
import dev.kassa.edge.access.ApiKey;
import dev.kassa.edge.access.KeyHash;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.schema.Currencies;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Bodies that satisfy the contract, as commands. What the contract cannot say is checked here: whether a currency, a
 * country and a time zone exist, and that a business time is not in the future.
 *
 * <p>Pure; every method throws {@link Refusal} validation_failed.
 */
final class CommandBodies {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final String NO_COUNTRY = "ZZ";

    private CommandBodies() {}

    static CreateMerchant createMerchant(JsonNode body, ApiKey key, KeyHash hash) {
        String country = body.get("country").stringValue();
        if (!country.equals(NO_COUNTRY) && !COUNTRIES.contains(country)) {
            throw invalid("/country", "must be an ISO 3166 alpha-2 code, or ZZ");
        }
        String timezone = body.get("timezone").stringValue();
        if (!ZONES.contains(timezone)) {
            throw invalid("/timezone", "must be the IANA name of a time zone");
        }
        List<String> currencies = new ArrayList<>();
        for (JsonNode currency : body.get("currencies")) {
            currencies.add(currency(currency, "/currencies/" + currencies.size()));
        }
        currencies.sort(Comparator.naturalOrder());
        return new CreateMerchant(
                body.get("id").stringValue(),
                body.get("name").stringValue(),
                country,
                timezone,
                currencies,
                body.path("tier").asString("starter"),
                key.id(),
                ByteBuffer.wrap(hash.of(key.text())),
                body.path("status").asString("active"));
    }

    static CreatePayment createPayment(String merchantId, JsonNode body, Instant now) {
        return new CreatePayment(
                merchantId,
                body.get("order_no").stringValue(),
                body.get("amount").longValue(),
                currency(body.get("currency"), "/currency"),
                text(body, "channel"),
                capture(body.path("capture")),
                text(body.path("payment_method"), "token"),
                customer(body.path("customer")),
                text(body, "description"),
                metadata(body.path("metadata")),
                occurredAt(body, now));
    }

    static CapturePayment capturePayment(String merchantId, String paymentId, JsonNode body) {
        return new CapturePayment(merchantId, paymentId, amount(body));
    }

    static CreateRefund createRefund(String merchantId, JsonNode body, Instant now) {
        return new CreateRefund(
                merchantId,
                text(body, "order_no"),
                text(body, "payment_id"),
                body.get("refund_no").stringValue(),
                amount(body),
                text(body, "reason"),
                occurredAt(body, now));
    }

    private static String currency(JsonNode node, String pointer) {
        String code = node.stringValue();
        if (!Currencies.isKnown(code)) {
            throw invalid(pointer, "must be a currency of ISO 4217");
        }
        return code;
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isString() ? value.stringValue() : null;
    }

    private static @Nullable Long amount(JsonNode body) {
        JsonNode amount = body.path("amount");
        return amount.isMissingNode() ? null : Long.valueOf(amount.longValue());
    }

    private static CaptureMode capture(JsonNode capture) {
        boolean manual = capture.isBoolean()
                ? !capture.booleanValue()
                : capture.asString("").equals("manual");
        return manual ? CaptureMode.MANUAL : CaptureMode.AUTOMATIC;
    }

    private static @Nullable Customer customer(JsonNode customer) {
        if (customer.isMissingNode()) {
            return null;
        }
        if (customer.isString()) {
            return new Customer(customer.stringValue(), null, null, null, null);
        }
        return new Customer(
                text(customer, "id"),
                text(customer, "email"),
                text(customer, "ip"),
                text(customer, "device"),
                text(customer, "country"));
    }

    private static List<MetadataEntry> metadata(JsonNode metadata) {
        if (metadata.isEmpty()) {
            return List.of();
        }
        return metadata.propertyStream()
                .map(pair -> new MetadataEntry(pair.getKey(), pair.getValue().stringValue()))
                .sorted(Comparator.comparing(MetadataEntry::getKey))
                .toList();
    }

    private static @Nullable Long occurredAt(JsonNode body, Instant now) {
        String text = text(body, "occurred_at");
        if (text == null) {
            return null;
        }
        Instant at = moment(text, "/occurred_at");
        if (at.isAfter(now)) {
            throw invalid("/occurred_at", "must not be in the future");
        }
        return at.toEpochMilli();
    }

    /** A moment in RFC 3339. */
    static Instant moment(String text, String pointer) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw invalid(pointer, "must be a time as RFC 3339 has it, such as 2026-01-31T12:00:00Z");
        }
    }

    static Refusal invalid(String pointer, String detail) {
        return new Refusal(
                VALIDATION_FAILED,
                pointer + " " + detail,
                List.of(new dev.kassa.edge.problem.FieldError(pointer, detail)));
    }
}
