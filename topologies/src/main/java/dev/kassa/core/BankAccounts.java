package dev.kassa.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.BankAccountFact;
import dev.kassa.schema.AvroCodec;
import dev.kassa.withdrawal.BankAccount;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The bank accounts of the partition's merchants, by id and by number. Not thread-safe. */
final class BankAccounts {
    private final KeyValues store;
    private final AvroCodec<BankAccountFact> codec;

    BankAccounts(KeyValues store, AvroCodec<BankAccountFact> codec) {
        this.store = store;
        this.codec = codec;
    }

    /** Null also where it is another merchant's. */
    @Nullable
    BankAccount find(String merchantId, String id) {
        byte[] stored = store.get(Keys.of(id));
        BankAccount found = stored == null ? null : WithdrawalCodec.account(codec.decode(stored));
        return found == null || !found.merchantId().equals(merchantId) ? null : found;
    }

    /** The merchant's last one of the number in the currency. */
    @Nullable
    BankAccount numbered(String merchantId, BankAccount.Terms terms) {
        byte[] id = store.get(number(merchantId, terms));
        return id == null ? null : find(merchantId, new String(id, UTF_8));
    }

    /** Keeps it; how it is written on its topic. */
    byte[] put(BankAccountFact fact, BankAccount account) {
        byte[] bytes = codec.encode(fact);
        store.put(Keys.of(account.id()), bytes);
        return bytes;
    }

    void take(BankAccount account) {
        store.put(number(account.merchantId(), account.terms()), account.id().getBytes(UTF_8));
    }

    /** Holds a zero byte, which no id does. */
    private static Bytes number(String merchantId, BankAccount.Terms terms) {
        return Keys.of(merchantId, terms.currency() + terms.accountNumber());
    }
}
