package dev.kassa.bench.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * I6 for one partition: recomputes every hash from the entry's content by the rule that the ledger documents, and
 * follows the links from one entry to the next.
 */
final class Chain {
    private static final int HASH_BYTES = 32;

    private byte[] previous = new byte[HASH_BYTES];

    void next(Logged<EntryFact> logged, Findings findings) {
        EntryFact entry = logged.value();
        byte[] claimedPrevious = bytes(entry.getPreviousHash());
        byte[] claimed = bytes(entry.getHash());
        findings.unless(
                Arrays.equals(previous, claimedPrevious),
                "I6",
                logged.at(),
                "previous hash is " + hex(claimedPrevious) + ", the entry before has " + hex(previous));
        byte[] computed = hash(claimedPrevious, entry);
        findings.unless(
                Arrays.equals(computed, claimed),
                "I6",
                logged.at(),
                "hash is " + hex(claimed) + ", its content gives " + hex(computed));
        previous = claimed;
    }

    /** SHA-256 over the previous hash and the content. */
    static byte[] hash(byte[] previous, EntryFact entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(previous);
            text(out, entry.getId());
            text(out, entry.getMerchantId());
            text(out, entry.getKind());
            text(out, entry.getPaymentId());
            text(out, entry.getRefundId());
            out.writeInt(entry.getLegs().size());
            for (LegFact leg : entry.getLegs()) {
                text(out, leg.getAccount());
                text(out, leg.getCurrency());
                out.writeLong(leg.getDebit());
                out.writeLong(leg.getCredit());
            }
            out.writeLong(entry.getOccurredAtMs());
            out.writeLong(entry.getPostedAtMs());
            out.writeInt(entry.getPartition());
            out.writeLong(entry.getSequence());
            out.writeLong(entry.getCommandOffset());
            if (entry.getFeeSchedule() != null) {
                text(out, entry.getFeeSchedule());
            }
            if (entry.getSettlementDate() != null) {
                text(out, "date");
                out.writeInt(entry.getSettlementDate());
            }
            if (entry.getSettlementId() != null) {
                text(out, "settlement");
                text(out, entry.getSettlementId());
            }
            if (entry.getWithdrawalId() != null) {
                text(out, "withdrawal");
                text(out, entry.getWithdrawalId());
            }
            if (entry.getBusinessDate() != null) {
                text(out, "business");
                out.writeInt(entry.getBusinessDate());
            }
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void text(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] utf8 = text.getBytes(UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 6)) + "…";
    }
}
