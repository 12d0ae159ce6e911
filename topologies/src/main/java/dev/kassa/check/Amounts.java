package dev.kassa.check;

import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import java.math.BigInteger;

/** The sums of a settlement as its schema states them. Minor units; nothing overflows, as altered numbers may be of any size. */
final class Amounts {
    private Amounts() {}

    /** What the merchant is owed by its entries, cut to 64 bits where it does not fit. */
    static long owed(SettlementLines lines) {
        return sum(lines.getGross(), lines.getRefundsFromAvailable(), lines.getOther())
                .subtract(sum(lines.getRefunds(), lines.getChargebacks(), lines.getFees()))
                .longValue();
    }

    /** Whether net is what the schema says of the other numbers. */
    static boolean addsUp(SettlementFact fact, long owed) {
        BigInteger net = sum(owed, fact.getReserveReleased(), fact.getCarriedIn())
                .subtract(sum(fact.getReserveHeld(), fact.getCarriedOut()));
        return net.equals(BigInteger.valueOf(fact.getNet())) && fact.getNet() >= 0;
    }

    private static BigInteger sum(long... amounts) {
        BigInteger sum = BigInteger.ZERO;
        for (long amount : amounts) {
            sum = sum.add(BigInteger.valueOf(amount));
        }
        return sum;
    }
}
