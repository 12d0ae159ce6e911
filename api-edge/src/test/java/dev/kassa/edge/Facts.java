package dev.kassa.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.avro.RiskFact;
import dev.kassa.edge.access.KeyHash;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts to test with. */
public final class Facts {
    public static final String OPERATOR_KEY = "ko_operator";
    public static final KeyHash KEY_HASH = new KeyHash("0123456789abcdef0123456789abcdef");
    public static final long NOON_MS = 1_299_499_200_000L;

    /** Making codecs is what lets Avro trust our classes, builders included. */
    public static final Codecs CODECS = new Codecs(new InMemorySchemaRegistry());

    private Facts() {}

    public static String key(String keyId) {
        return "kk_" + keyId + "_" + "s".repeat(52);
    }

    public static MerchantFact merchant(String id, long sequence, ApiKeyFact... keys) {
        return new MerchantFact(
                id,
                "Acme <Ltd>",
                "GB",
                "Europe/London",
                List.of("EUR", "GBP"),
                "business",
                "active",
                List.of(keys),
                null,
                List.of(),
                null,
                null,
                1L,
                NOON_MS,
                NOON_MS,
                1,
                sequence,
                5L);
    }

    public static ApiKeyFact keyFact(String keyId, @Nullable Long expiresAtMs, String... scopes) {
        return new ApiKeyFact(
                keyId, ByteBuffer.wrap(KEY_HASH.of(key(keyId))), List.of(scopes), expiresAtMs, "", 0L, null, "none");
    }

    /** A key of scope merchant whose requests are signed. */
    public static ApiKeyFact signingKeyFact(String keyId, String signing) {
        return ApiKeyFact.newBuilder(keyFact(keyId, null, "merchant"))
                .setSigning(signing)
                .build();
    }

    public static PaymentFact payment(String merchant, String id, String orderNo, PaymentStatusCode status) {
        return PaymentFact.newBuilder()
                .setId(id)
                .setMerchantId(merchant)
                .setOrderNo(orderNo)
                .setAmount(1299)
                .setCurrency("EUR")
                .setAmountCaptured(status == PaymentStatusCode.SUCCEEDED ? 1299 : 0)
                .setFee(50)
                .setStatus(status)
                .setStatusBefore(PaymentStatusCode.CREATED)
                .setChannel("simulator")
                .setRisk(new RiskFact(0, "accept", List.of(), List.of(), null))
                .setFeeSchedule("business")
                .setBusinessDate(15_040)
                .setMerchantVersion(2)
                .setReferenceVersion(5)
                .setCapture(CaptureMode.AUTOMATIC)
                .setOccurredAtMs(NOON_MS)
                .setCreatedAtMs(NOON_MS + 1)
                .setUpdatedAtMs(NOON_MS + 20)
                .setPartition(1)
                .setSequence(7)
                .setCommandOffset(11)
                .build();
    }

    public static RefundFact refund(String merchant, String id, String orderNo, String refundNo) {
        return RefundFact.newBuilder()
                .setId(id)
                .setMerchantId(merchant)
                .setPaymentId("pay_1")
                .setOrderNo(orderNo)
                .setRefundNo(refundNo)
                .setAmount(300)
                .setCurrency("EUR")
                .setStatus(RefundStatusCode.SUCCEEDED)
                .setStatusBefore(RefundStatusCode.PENDING)
                .setChannel("simulator")
                .setChannelReference("re_1")
                .setReason("scratched")
                .setOccurredAtMs(NOON_MS)
                .setCreatedAtMs(NOON_MS)
                .setUpdatedAtMs(NOON_MS)
                .setPartition(1)
                .setSequence(3)
                .setCommandOffset(12)
                .build();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
