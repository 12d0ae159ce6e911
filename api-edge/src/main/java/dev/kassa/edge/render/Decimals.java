package dev.kassa.edge.render;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimals with up to four places as callers write them, and as ten-thousandths: a rate in percent so is parts per million. */
public final class Decimals {
    private static final int PLACES = 4;

    private Decimals() {}

    /** @param text of the form that the contract gives decimals */
    public static long tenThousandths(String text) {
        return new BigDecimal(text).movePointRight(PLACES).longValueExact();
    }

    /** With two places at least. */
    public static String text(long tenThousandths) {
        BigDecimal decimal = BigDecimal.valueOf(tenThousandths, PLACES).stripTrailingZeros();
        return decimal.setScale(Math.max(2, decimal.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
