package dev.kassa.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.WithdrawalFact;
import dev.kassa.avro.WithdrawalState;
import dev.kassa.schema.AvroCodec;
import dev.kassa.withdrawal.Withdrawal;
import org.jspecify.annotations.Nullable;

/** The withdrawals of the partition, and their numbers, each of which is taken for ever. Not thread-safe. */
final class Withdrawals {
    private final KeyValues withdrawals;
    private final KeyValues numbers;
    private final AvroCodec<WithdrawalState> codec;

    Withdrawals(KeyValues withdrawals, KeyValues numbers, AvroCodec<WithdrawalState> codec) {
        this.withdrawals = withdrawals;
        this.numbers = numbers;
        this.codec = codec;
    }

    @Nullable
    Withdrawal find(String id) {
        byte[] stored = withdrawals.get(Keys.of(id));
        return stored == null ? null : WithdrawalCodec.withdrawal(codec.decode(stored));
    }

    /** Null also where it is another merchant's. */
    @Nullable
    Withdrawal find(String merchantId, String id) {
        Withdrawal found = find(id);
        return found == null || !found.terms().merchantId().equals(merchantId) ? null : found;
    }

    void put(Withdrawal withdrawal, WithdrawalFact fact) {
        withdrawals.put(Keys.of(withdrawal.id()), codec.encode(WithdrawalCodec.state(withdrawal, fact)));
    }

    /** The one that has the number. */
    @Nullable
    Withdrawal numbered(String merchantId, String withdrawalNo) {
        byte[] id = numbers.get(Keys.of(merchantId, withdrawalNo));
        return id == null ? null : find(new String(id, UTF_8));
    }

    void take(String merchantId, String withdrawalNo, String id) {
        numbers.put(Keys.of(merchantId, withdrawalNo), id.getBytes(UTF_8));
    }
}
