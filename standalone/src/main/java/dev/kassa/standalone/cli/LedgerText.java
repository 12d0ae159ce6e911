package dev.kassa.standalone.cli;

import dev.kassa.avro.CheckedPartition;
import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.avro.LedgerTotal;
import dev.kassa.avro.LedgerViolation;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/** Checks of the ledger as tables for a person. */
final class LedgerText {
    private LedgerText() {}

    /** One check: what was read of each partition, the totals, and what is wrong. */
    static String table(LedgerCheckFact fact) {
        StringBuilder text = new StringBuilder();
        line(text, "%-10s %15s %15s  %s", "partition", "from entry", "to entry", "last hash");
        for (CheckedPartition each : fact.getPartitions()) {
            line(
                    text,
                    "%-10d %,15d %,15d  %s",
                    each.getPartition(),
                    each.getFromSequence(),
                    each.getToSequence(),
                    hex(each).substring(0, 16));
        }
        line(text, "%-10s %20s %20s %15s", "currency", "debits", "credits", "difference");
        for (LedgerTotal each : fact.getTotals()) {
            BigInteger difference =
                    BigInteger.valueOf(each.getCredits()).subtract(BigInteger.valueOf(each.getDebits()));
            line(text, "%-10s %,20d %,20d %,15d", each.getCurrency(), each.getDebits(), each.getCredits(), difference);
        }
        for (LedgerViolation each : fact.getShown()) {
            line(
                    text,
                    "%s: partition %d, entry %d, %s: %s",
                    each.getKind(),
                    each.getPartition(),
                    each.getSequence(),
                    each.getSubjectId(),
                    each.getText());
        }
        return text.toString();
    }

    /** What a check came to, in a line. */
    static String sum(LedgerCheckFact fact, long durationMs) {
        return String.format(
                Locale.ROOT,
                "%,d entries, %,d in all (%s), of %,d accounts and %,d settlements in %,d ms: %s",
                fact.getEntries(),
                fact.getEntriesTotal(),
                fact.getBegunFrom().equals("checkpoint") ? "since the checkpoint" : "from the first: " + why(fact),
                fact.getAccounts(),
                fact.getSettlements(),
                durationMs,
                fact.getViolationsTotal() == 0
                        ? "the ledger holds"
                        : fact.getViolations() + " violations, " + fact.getViolationsTotal() + " in all");
    }

    private static String why(LedgerCheckFact fact) {
        return switch (fact.getBegunFrom()) {
            case "asked" -> "as was asked";
            case "none" -> "there is no checkpoint";
            case "unsigned" -> "the checkpoint is not signed by this installation";
            case "damaged" -> "the checkpoint is damaged";
            default -> "the checkpoint is of another log or version";
        };
    }

    /** One of many checks, in a line. */
    static String line(LedgerCheckFact fact, boolean signed) {
        return "%-24s %s %-10s %,14d entries, %,14d in all, %,6d violations: %s"
                .formatted(
                        fact.getId(),
                        Instant.ofEpochMilli(fact.getStartedAtMs()),
                        fact.getBegunFrom(),
                        fact.getEntries(),
                        fact.getEntriesTotal(),
                        fact.getViolations(),
                        signed ? "signed" : "NOT signed by this installation");
    }

    private static String hex(CheckedPartition partition) {
        byte[] hash = new byte[partition.getLastHash().remaining()];
        partition.getLastHash().duplicate().get(hash);
        return HexFormat.of().formatHex(hash);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
