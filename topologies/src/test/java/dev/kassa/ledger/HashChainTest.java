package dev.kassa.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HashChainTest {
    private static final List<Leg> LEGS = List.of(Leg.debit("a", "EUR", 10), Leg.credit("b", "EUR", 10));

    @Test
    void a_hash_changes_with_every_field_and_with_the_hash_before() {
        JournalEntry entry = entry("je_1", "m", "pay_1", null, LEGS, 1, 2, 3);
        List<JournalEntry> altered = List.of(
                entry("je_2", "m", "pay_1", null, LEGS, 1, 2, 3),
                entry("je_1", "n", "pay_1", null, LEGS, 1, 2, 3),
                entry("je_1", "m", null, null, LEGS, 1, 2, 3),
                entry("je_1", "m", "pay_1", "", LEGS, 1, 2, 3),
                entry("je_1", "m", "pay_1", null, LEGS.reversed(), 1, 2, 3),
                entry("je_1", "m", "pay_1", null, LEGS, 9, 2, 3),
                entry("je_1", "m", "pay_1", null, LEGS, 1, 9, 3),
                entry("je_1", "m", "pay_1", null, LEGS, 1, 2, 9));
        byte[] later = new byte[HashChain.BYTES];
        later[31] = 1;

        Stream<String> hashes = Stream.concat(
                Stream.of(hash(HashChain.start(), entry), hash(later, entry)),
                altered.stream().map(each -> hash(HashChain.start(), each)));

        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void a_hash_is_the_same_in_every_version() {
        assertThat(hash(HashChain.start(), entry("je_1", "m", "pay_1", null, LEGS, 1, 2, 3)))
                .isEqualTo("2cbfad010c82442b7897f2c7065e6eb2cdee0cbe2049b5542e45e1ea6117f788");
    }

    @Test
    void dates_are_part_of_it_and_no_date_is_taken_for_the_other() {
        LocalDate day = LocalDate.of(2026, 3, 1);

        assertThat(Stream.of(dated(null, null), dated(day, null), dated(null, day), dated(day, day))
                        .map(entry -> hash(HashChain.start(), entry)))
                .doesNotHaveDuplicates();
    }

    @Test
    void texts_larger_than_the_buffer_are_hashed_whole() {
        String text = "x".repeat(5_000);
        assertThat(hash(HashChain.start(), entry(text + "a", "m", null, null, LEGS, 1, 2, 3)))
                .isNotEqualTo(hash(HashChain.start(), entry(text + "b", "m", null, null, LEGS, 1, 2, 3)));
    }

    private static String hash(byte[] previous, JournalEntry entry) {
        return HexFormat.of().formatHex(new HashChain().hash(previous, entry));
    }

    private static JournalEntry entry(
            String id,
            String merchant,
            @Nullable String payment,
            @Nullable String refund,
            List<Leg> legs,
            long occurredAtMs,
            long postedAtMs,
            long sequence) {
        return new JournalEntry(
                id,
                merchant,
                "capture",
                payment,
                refund,
                legs,
                null,
                null,
                null,
                null,
                null,
                occurredAtMs,
                postedAtMs,
                0,
                sequence,
                7);
    }

    private static JournalEntry dated(@Nullable LocalDate settlementDate, @Nullable LocalDate businessDate) {
        return new JournalEntry(
                "je_1",
                "m",
                "capture",
                null,
                null,
                LEGS,
                null,
                settlementDate,
                null,
                null,
                businessDate,
                1,
                2,
                0,
                3,
                7);
    }
}
