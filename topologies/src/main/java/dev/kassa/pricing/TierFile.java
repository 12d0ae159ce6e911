package dev.kassa.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads {@code tiers.csv}, which has a head and a row per tier; nothing in it is quoted. */
final class TierFile {
    private static final String NAME = "tiers.csv";
    private static final String HEAD =
            "tier,rate_ppm,minimum_ten_thousandths,settlement_days,minimum_settlement_ten_thousandths";

    private TierFile() {}

    /**
     * @param minimum ten-thousandths of the major unit
     * @param settlementDays business days until a settlement is due
     * @param minimumSettlement ten-thousandths of the major unit
     */
    record Row(String tier, int ratePpm, long minimum, int settlementDays, long minimumSettlement) {}

    static List<Row> rows() {
        List<String> lines = text().lines().toList();
        if (!lines.getFirst().equals(HEAD)) {
            throw new IllegalStateException(NAME + " does not begin with " + HEAD);
        }
        return lines.stream().skip(1).map(TierFile::row).toList();
    }

    private static Row row(String line) {
        String[] cells = line.split(",", -1);
        return new Row(
                cells[0],
                Integer.parseInt(cells[1]),
                Long.parseLong(cells[2]),
                Integer.parseInt(cells[3]),
                Long.parseLong(cells[4]));
    }

    private static String text() {
        try (InputStream file = TierFile.class.getResourceAsStream(NAME)) {
            if (file == null) {
                throw new IllegalStateException(NAME + " is missing from the build");
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
