package dev.kassa.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundState;
import dev.kassa.schema.AvroCodec;
import org.jspecify.annotations.Nullable;

/** The refunds of the partition, and their numbers, each of which is taken for ever. Not thread-safe. */
final class Refunds {
    private final KeyValues refunds;
    private final KeyValues numbers;
    private final AvroCodec<RefundState> codec;

    Refunds(KeyValues refunds, KeyValues numbers, AvroCodec<RefundState> codec) {
        this.refunds = refunds;
        this.numbers = numbers;
        this.codec = codec;
    }

    @Nullable
    HeldRefund find(String id) {
        byte[] stored = refunds.get(Keys.of(id));
        return stored == null ? null : RefundCodec.held(codec.decode(stored));
    }

    void put(HeldRefund held, RefundFact fact) {
        refunds.put(Keys.of(held.refund().id()), codec.encode(RefundCodec.state(held, fact)));
    }

    boolean isTaken(String merchantId, String refundNo) {
        return numbers.get(Keys.of(merchantId, refundNo)) != null;
    }

    void take(String merchantId, String refundNo, String refundId) {
        numbers.put(Keys.of(merchantId, refundNo), refundId.getBytes(UTF_8));
    }
}
