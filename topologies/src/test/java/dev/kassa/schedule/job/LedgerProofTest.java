package dev.kassa.schedule.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.ledger.EntryCodec;
import dev.kassa.ledger.HashChain;
import dev.kassa.ledger.JournalEntry;
import dev.kassa.ledger.Leg;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerProofTest {
    private final HashChain chain = new HashChain();

    /** A capture, a settlement and another capture, chained. */
    private List<EntryFact> journal() {
        List<EntryFact> entries = new ArrayList<>();
        byte[] hash = HashChain.start();
        for (int i = 1; i <= 3; i++) {
            List<Leg> legs = i == 2
                    ? List.of(
                            new Leg("merchant:m:pending", "EUR", 990, 0),
                            new Leg("merchant:m:available", "EUR", 0, 990))
                    : List.of(
                            new Leg("channel:simulator:receivable", "EUR", 1_000, 0),
                            new Leg("merchant:m:pending", "EUR", 0, 990),
                            new Leg("fees", "EUR", 0, 10));
            JournalEntry entry = new JournalEntry(
                    "je_" + i, "m", "k", null, null, legs, null, null, null, null, null, i, i, 0, i, i);
            byte[] next = chain.hash(hash, entry);
            entries.add(EntryCodec.fact(entry, hash, next));
            hash = next;
        }
        return entries;
    }

    private static List<String> faults(List<EntryFact> journal) {
        LedgerProof proof = new LedgerProof();
        List<String> faults = new ArrayList<>();
        journal.forEach(entry -> faults.addAll(proof.next(entry)));
        return faults;
    }

    /** Makes the entry's hash that of its content again, as who alters it would. */
    private void rehash(EntryFact entry) {
        byte[] previous = new byte[HashChain.BYTES];
        entry.getPreviousHash().duplicate().get(previous);
        entry.setHash(ByteBuffer.wrap(chain.hash(previous, EntryCodec.entry(entry))));
    }

    @Test
    void a_sound_journal_is_proved() {
        LedgerProof proof = new LedgerProof();
        journal().forEach(entry -> assertThat(proof.next(entry)).isEmpty());

        assertThat(proof.sequence()).isEqualTo(3);
        assertThat(proof.accounts()).isEqualTo(4);
        assertThat(proof.sums()).isEqualTo(Map.of("EUR", 0L));
    }

    static Stream<Arguments> tampered() {
        return Stream.of(
                Arguments.of("an amount", "hash is not that of its content", (Consumer<List<EntryFact>>)
                        journal -> journal.get(1).getLegs().get(0).setDebit(991L)),
                Arguments.of("an account", "hash is not that of its content", (Consumer<List<EntryFact>>)
                        journal -> journal.get(1).getLegs().get(1).setAccount("merchant:x:available")),
                Arguments.of("a date", "hash is not that of its content", (Consumer<List<EntryFact>>)
                        journal -> journal.get(2).setSettlementDate(20_000)),
                Arguments.of(
                        "one removed", "comes after entry 1", (Consumer<List<EntryFact>>) journal -> journal.remove(1)),
                Arguments.of("two swapped", "comes after entry 1", (Consumer<List<EntryFact>>) journal -> {
                    EntryFact second = journal.remove(1);
                    journal.add(second);
                }),
                Arguments.of("a leg of two sides", "exactly one side", (Consumer<List<EntryFact>>)
                        journal -> journal.get(0).getLegs().get(0).setCredit(5L)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void tampered(String what, String found, Consumer<List<EntryFact>> tampering) {
        List<EntryFact> journal = journal();
        tampering.accept(journal);

        assertThat(faults(journal)).anySatisfy(fault -> assertThat(fault).contains(found));
    }

    @Test
    void an_entry_that_is_altered_with_its_hash_breaks_the_next() {
        List<EntryFact> journal = journal();
        journal.get(0).getLegs().get(0).setDebit(2_000L);
        journal.get(0).getLegs().get(1).setCredit(1_990L);
        rehash(journal.get(0));

        assertThat(faults(journal)).containsExactly("its previous hash is not that of the entry before");
    }

    @Test
    void one_that_does_not_balance_or_overdraws_is_found_though_its_hash_is_right() {
        List<EntryFact> journal = journal();
        journal.get(2)
                .setLegs(List.of(
                        new LegFact("merchant:m:available", "EUR", 991L, 0L), new LegFact("fees", "EUR", 0L, 990L)));
        rehash(journal.get(2));

        assertThat(faults(journal))
                .containsExactly("its debits and credits differ by -1 EUR", "merchant:m:available falls to -1 EUR");
    }
}
