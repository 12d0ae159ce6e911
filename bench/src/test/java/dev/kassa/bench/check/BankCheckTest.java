package dev.kassa.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankCheckTest {
    private static final ByteBuffer NONE = ByteBuffer.wrap(new byte[32]);

    /** A withdrawal of 99 that the ledger has as paid out in so many steps. */
    private static List<Logged<EntryFact>> journal(String cleared) {
        List<Logged<EntryFact>> journal = new ArrayList<>();
        for (String credit : cleared.split(" ")) {
            long amount = Long.parseLong(credit);
            long offset = journal.size();
            List<LegFact> legs = List.of(
                    new LegFact("bank:clearing", "EUR", Math.max(0, -amount), Math.max(0, amount)),
                    new LegFact("suspense", "EUR", Math.max(0, amount), Math.max(0, -amount)));
            EntryFact entry = new EntryFact(
                    "je_" + offset,
                    "m",
                    "withdrawal",
                    null,
                    null,
                    legs,
                    null,
                    1,
                    null,
                    "wd_1",
                    null,
                    0L,
                    0L,
                    0,
                    offset,
                    offset,
                    NONE,
                    NONE);
            journal.add(new Logged<>("journal", 0, offset, 0, "m", entry));
        }
        return journal;
    }

    @ParameterizedTest(name = "booked {0}, of {1} paid {2} times are gone {3}: {4}")
    @CsvSource({
        "99,        wd_1, 1, 99,  ''",
        "99 -99,    wd_1, 1, 0,   ''",
        "99 -99 99, wd_1, 1, 99,  ''",
        "0,         wd_1, 0, 0,   ''",
        "0,         wd_2, 0, 0,   ''",
        "98,        wd_1, 1, 99,  'I9 wd_1: bank:clearing has 98 for it, of the bank are gone 99'",
        "0,         wd_1, 1, 99,  'I9 wd_1: bank:clearing has 0 for it, of the bank are gone 99'",
        "99 -99,    wd_1, 1, 99,  'I9 wd_1: bank:clearing has 0 for it, of the bank are gone 99'",
        "198,       wd_1, 2, 198, 'I9 wd_1: the bank paid it 2 times'",
        "99,        wd_2, 0, 0,   'I9 wd_1 EUR: bank:clearing has 99 for it, and the bank knows nothing of it'",
    })
    void what_is_gone_from_the_bank_is_what_the_ledger_has(
            String cleared, String key, int timesPaid, long gone, String expected) {
        List<Violation> found =
                BankCheck.check(journal(cleared), List.of(new BankCheck.Payout(key, "EUR", timesPaid, gone)));

        assertThat(String.join(", ", found.stream().map(Violation::toString).toList()))
                .isEqualTo(expected);
    }
}
