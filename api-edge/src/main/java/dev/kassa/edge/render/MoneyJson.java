package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.text;
import static dev.kassa.edge.render.Json.time;

import dev.kassa.avro.ApprovalFact;
import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.KindTotal;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.avro.WithdrawalFact;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Settlements, withdrawals and bank accounts as callers see them. The order of fields is part of the contract: a replayed
 * answer is compared byte for byte.
 */
public final class MoneyJson {
    private static final int SHOWN = 4;
    private static final SettlementLines NO_LINES =
            new SettlementLines(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, java.util.List.of(), ByteBuffer.allocate(0));

    private MoneyJson() {}

    public static byte[] settlement(SettlementFact settlement) {
        return Json.bytes(json -> write(json, settlement));
    }

    public static byte[] withdrawal(WithdrawalFact withdrawal) {
        return Json.bytes(json -> write(json, withdrawal));
    }

    public static byte[] bankAccount(BankAccountFact account) {
        return Json.bytes(json -> write(json, account));
    }

    /** Writes a settlement as an element of something larger. */
    public static void write(JsonGenerator json, SettlementFact settlement) {
        json.writeStartObject();
        fields(json, settlement);
        json.writeEndObject();
    }

    /** Writes what a settlement says, into an object that is begun. */
    public static void fields(JsonGenerator json, SettlementFact settlement) {
        SettlementLines lines = settlement.getLines() == null ? NO_LINES : settlement.getLines();
        json.writeStringProperty("id", settlement.getId());
        json.writeStringProperty("object", "settlement");
        json.writeStringProperty("merchant_id", settlement.getMerchantId());
        json.writeStringProperty("currency", settlement.getCurrency());
        json.writeStringProperty("business_date", date(settlement.getBusinessDate()));
        json.writeStringProperty("from_date", date(settlement.getFromDate()));
        json.writeStringProperty("cycle", settlement.getCycle());
        text(json, "due_on", settlement.getDueOn() == null ? null : date(settlement.getDueOn()));
        json.writeNumberProperty("gross", lines.getGross());
        json.writeNumberProperty("refunds", lines.getRefunds());
        json.writeNumberProperty("refunds_from_available", lines.getRefundsFromAvailable());
        json.writeNumberProperty("chargebacks", lines.getChargebacks());
        json.writeNumberProperty("fees", lines.getFees());
        json.writeNumberProperty("other", lines.getOther());
        json.writeNumberProperty("reserve_held", settlement.getReserveHeld());
        json.writeNumberProperty("reserve_released", settlement.getReserveReleased());
        json.writeNumberProperty("carried_in", settlement.getCarriedIn());
        json.writeNumberProperty("carried_out", settlement.getCarriedOut());
        json.writeNumberProperty("net", settlement.getNet());
        json.writeNumberProperty("entries", lines.getEntries());
        totals(json, lines);
        json.writeStringProperty("digest", hex(lines.getDigest()));
        json.writeStringProperty("status", settlement.getStatus().name().toLowerCase(Locale.ROOT));
        text(json, "decided_by", settlement.getDecidedBy());
        moment(json, "decided_at", settlement.getDecidedAtMs());
        text(json, "reason", settlement.getReason());
        json.writeNumberProperty("attempts", settlement.getAttempts());
        FactJson.failure(json, settlement.getFailure());
        text(json, "run_id", settlement.getRunId());
        json.writeStringProperty("created_at", time(settlement.getCreatedAtMs()));
        json.writeStringProperty("updated_at", time(settlement.getUpdatedAtMs()));
        moment(json, "completed_at", settlement.getCompletedAtMs());
    }

    private static void totals(JsonGenerator json, SettlementLines lines) {
        json.writeName("totals");
        json.writeStartArray();
        for (KindTotal total : lines.getTotals()) {
            json.writeStartObject();
            json.writeStringProperty("kind", total.getKind());
            json.writeNumberProperty("entries", total.getEntries());
            json.writeNumberProperty("pending", total.getPending());
            json.writeNumberProperty("available", total.getAvailable());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes a withdrawal as an element of something larger. */
    public static void write(JsonGenerator json, WithdrawalFact withdrawal) {
        json.writeStartObject();
        json.writeStringProperty("id", withdrawal.getId());
        json.writeStringProperty("object", "withdrawal");
        json.writeStringProperty("merchant_id", withdrawal.getMerchantId());
        json.writeStringProperty("withdrawal_no", withdrawal.getWithdrawalNo());
        json.writeNumberProperty("amount", withdrawal.getAmount());
        json.writeStringProperty("currency", withdrawal.getCurrency());
        json.writeNumberProperty("fee", withdrawal.getFee());
        json.writeNumberProperty("net", withdrawal.getAmount() - withdrawal.getFee());
        json.writeStringProperty("account_id", withdrawal.getAccountId());
        json.writeStringProperty("speed", withdrawal.getSpeed().name().toLowerCase(Locale.ROOT));
        text(json, "execute_on", withdrawal.getExecuteOn() == null ? null : date(withdrawal.getExecuteOn()));
        json.writeStringProperty("status", withdrawal.getStatus().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("requested_by", withdrawal.getRequestedBy());
        json.writeNumberProperty("approvals_needed", withdrawal.getApprovalsNeeded());
        json.writeName("approvals");
        json.writeStartArray();
        for (ApprovalFact approval : withdrawal.getApprovals()) {
            json.writeStartObject();
            json.writeStringProperty("by", approval.getActor());
            text(json, "person", approval.getPerson());
            json.writeStringProperty("reason", approval.getReason());
            json.writeStringProperty("at", time(approval.getAtMs()));
            json.writeEndObject();
        }
        json.writeEndArray();
        text(json, "ended_by", withdrawal.getEndedBy());
        text(json, "reason", withdrawal.getReason());
        text(json, "bank_state", withdrawal.getBankState());
        text(json, "bank_reference", withdrawal.getBankReference());
        FactJson.failure(json, withdrawal.getFailure());
        json.writeStringProperty("created_at", time(withdrawal.getCreatedAtMs()));
        json.writeStringProperty("updated_at", time(withdrawal.getUpdatedAtMs()));
        json.writeEndObject();
    }

    /** Writes a bank account, its number by its last characters only, as an element of something larger. */
    public static void write(JsonGenerator json, BankAccountFact account) {
        String number = account.getAccountNumber();
        json.writeStartObject();
        json.writeStringProperty("id", account.getId());
        json.writeStringProperty("object", "bank_account");
        json.writeStringProperty("merchant_id", account.getMerchantId());
        json.writeStringProperty("currency", account.getCurrency());
        json.writeStringProperty("country", account.getCountry());
        json.writeStringProperty("holder", account.getHolder());
        json.writeStringProperty("account_number", "…" + number.substring(Math.max(0, number.length() - SHOWN)));
        text(json, "bank_code", account.getBankCode());
        json.writeStringProperty("status", account.getStatus().name().toLowerCase(Locale.ROOT));
        moment(json, "usable_from", account.getUsableFromMs());
        json.writeStringProperty("requested_by", account.getRequestedBy());
        text(json, "decided_by", account.getDecidedBy());
        text(json, "reason", account.getReason());
        json.writeStringProperty("created_at", time(account.getCreatedAtMs()));
        json.writeStringProperty("updated_at", time(account.getUpdatedAtMs()));
        json.writeEndObject();
    }

    /** A date of days since 1970-01-01. */
    public static String date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    private static void moment(JsonGenerator json, String name, @Nullable Long epochMs) {
        text(json, name, epochMs == null ? null : time(epochMs));
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
