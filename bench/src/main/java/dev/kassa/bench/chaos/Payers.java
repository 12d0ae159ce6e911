package dev.kassa.bench.chaos;

import java.util.SplittableRandom;

/** Who pays, in the campaign: many who come seldom, and a few who are everywhere. */
final class Payers {
    private static final int HOT = 3;
    private static final int MANY = 250;

    private Payers() {}

    /** The field of a payment's body, or nothing where the merchant does not say. */
    static String field(SplittableRandom random) {
        if (random.nextInt(5) == 0) {
            return "";
        }
        return ",\"customer\":{\"id\":\"customer-" + number(random) + "\",\"ip\":\"" + ip(number(random))
                + "\",\"device\":\"" + device(number(random)) + "\"}";
    }

    /** The address of a number; those that are met often have the lowest. */
    static String ip(int number) {
        return "198.51.100." + number;
    }

    static String device(int number) {
        return "device-" + number;
    }

    static int number(SplittableRandom random) {
        return random.nextInt(12) == 0 ? random.nextInt(HOT) : random.nextInt(MANY);
    }
}
