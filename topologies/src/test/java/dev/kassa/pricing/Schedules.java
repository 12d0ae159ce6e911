package dev.kassa.pricing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes fee schedules in a line. Rules are parted by {@code ;}, a rule is any of {@code EUR}, {@code @card},
 * {@code 2026-01-01..2026-07-01}, and then its bands, such as {@code 8000 +2500 >=5000 <=90000 / from 100000: 6000}.
 */
final class Schedules {
    private Schedules() {}

    static FeeSchedule schedule(String line) {
        List<FeeRule> rules = new ArrayList<>();
        for (String rule : line.split(";")) {
            rules.add(rule(rule.strip()));
        }
        return new FeeSchedule("test", 7, rules);
    }

    private static FeeRule rule(String text) {
        String currency = null;
        String channel = null;
        LocalDate from = null;
        LocalDate to = null;
        String rest = text;
        for (String word = first(rest); !word.matches("[0-9-]+|from|[+>].*"); word = first(rest)) {
            if (word.startsWith("@")) {
                channel = word.substring(1);
            } else if (word.contains("..")) {
                from = date(word.substring(0, word.indexOf("..")));
                to = date(word.substring(word.indexOf("..") + 2));
            } else {
                currency = word;
            }
            rest = rest.substring(word.length()).strip();
        }
        List<FeeBand> bands = new ArrayList<>();
        for (String band : rest.split("/")) {
            bands.add(band(band.strip()));
        }
        return new FeeRule(currency, channel, from, to, bands);
    }

    private static FeeBand band(String text) {
        long from = 0;
        int ratePpm = 0;
        long fixed = 0;
        long minimum = 0;
        Long maximum = null;
        for (String word : text.replace("from ", "from").split(" +")) {
            if (word.startsWith("from")) {
                from = Long.parseLong(word.substring(4, word.length() - 1));
            } else if (word.startsWith("+")) {
                fixed = Long.parseLong(word.substring(1));
            } else if (word.startsWith(">=")) {
                minimum = Long.parseLong(word.substring(2));
            } else if (word.startsWith("<=")) {
                maximum = Long.valueOf(word.substring(2));
            } else {
                ratePpm = Integer.parseInt(word);
            }
        }
        return new FeeBand(from, ratePpm, fixed, minimum, maximum);
    }

    private static String first(String text) {
        return text.split(" ", 2)[0];
    }

    private static @Nullable LocalDate date(String text) {
        return text.isEmpty() ? null : LocalDate.parse(text);
    }
}
