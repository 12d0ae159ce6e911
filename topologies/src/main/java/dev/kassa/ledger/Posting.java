package dev.kassa.ledger;

import java.util.List;

/**
 * What is to be posted: the legs of one entry and the merchant's balance after it.
 *
 * @param kind the template
 * @param legs balanced
 * @param after the merchant's balance in the entry's currency
 */
public record Posting(Kind kind, List<Leg> legs, Balance after) {
    /** The templates by which money moves, with the letter that each gives to the ids of its entries. */
    public enum Kind {
        CAPTURE("capture", 'c'),
        REFUND_HOLD("refund_hold", 'h'),
        REFUND("refund", 'r'),
        REFUND_RELEASE("refund_release", 'x'),
        REFUND_CORRECTION("refund_correction", 'k'),
        SETTLEMENT("settlement", 's');

        private final String word;
        private final char letter;

        Kind(String word, char letter) {
            this.word = word;
            this.letter = letter;
        }

        /** As it stands in the journal. */
        public String word() {
            return word;
        }

        /** Tells the entries of one cause apart. */
        public char letter() {
            return letter;
        }
    }

    public Posting {
        legs = List.copyOf(legs);
        long difference = 0;
        for (Leg leg : legs) {
            difference = Math.addExact(difference, Math.subtractExact(leg.debit(), leg.credit()));
        }
        if (difference != 0) {
            throw new IllegalArgumentException(kind.word + " does not balance: " + legs);
        }
    }
}
