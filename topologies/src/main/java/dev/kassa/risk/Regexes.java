package dev.kassa.risk;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;

/**
 * The regular expressions of one rule, compiled once. Each is a literal and is asked of one of the payment's own texts, so
 * that neither can grow; RE2 runs them in time linear in the text.
 */
final class Regexes {
    private static final int PROGRAM_MAX = 1_000;
    private static final int TEXT_MAX = 1_000;

    // A repeat is written out by the compiler, and a repeat of repeats multiplies.
    private static final long WRITTEN_OUT_MAX = 100_000;
    private static final java.util.regex.Pattern REPEAT =
            java.util.regex.Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?\\}");

    private final Map<String, Pattern> patterns = new HashMap<>();

    private Regexes() {}

    static Regexes of(CelAbstractSyntaxTree tree) throws RuleFault {
        Regexes regexes = new Regexes();
        List<CelExpr> calls = CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .filter(node -> node.getKind() == Kind.CALL)
                .map(CelNavigableExpr::expr)
                .filter(call -> call.call().function().equals("matches"))
                .toList();
        for (CelExpr call : calls) {
            regexes.add(call, tree.getSource());
        }
        return regexes;
    }

    private void add(CelExpr matches, CelSource source) throws RuleFault {
        CelExpr pattern = matches.call().args().getLast();
        CelExpr text = matches.call().target().orElse(matches.call().args().getFirst());
        if (text.getKind() != Kind.IDENT) {
            throw fault(text, source, "matches is asked of one of the payment's texts, such as email");
        }
        if (pattern.getKind() != Kind.CONSTANT || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            throw fault(pattern, source, "the regular expression must be written out");
        }
        String regex = pattern.constant().stringValue();
        try {
            if (writtenOut(regex) > WRITTEN_OUT_MAX) {
                throw fault(pattern, source, "the regular expression repeats too much");
            }
            Pattern compiled = Pattern.compile(regex);
            if (compiled.programSize() > PROGRAM_MAX) {
                throw fault(pattern, source, "the regular expression is too large");
            }
            patterns.put(regex, compiled);
        } catch (PatternSyntaxException e) {
            throw fault(pattern, source, "not a regular expression of RE2: " + e.getDescription());
        }
    }

    private static long writtenOut(String regex) {
        long size = regex.length();
        for (MatchResult repeat : REPEAT.matcher(regex).results().toList()) {
            String most = repeat.group(2) == null || repeat.group(2).isEmpty() ? repeat.group(1) : repeat.group(2);
            long times = most.length() > 4 ? WRITTEN_OUT_MAX + 1 : Long.parseLong(most);
            size = Math.min(WRITTEN_OUT_MAX + 1, size * Math.max(times, 1));
        }
        return size;
    }

    private static RuleFault fault(CelExpr at, CelSource source, String sentence) {
        CelSourceLocation place = source.getOffsetLocation(
                        source.getPositionsMap().getOrDefault(at.id(), 0))
                .orElse(CelSourceLocation.of(1, 0));
        return new RuleFault(place.getLine(), place.getColumn() + 1, sentence);
    }

    /** Whether a part of the text matches; of a text that is too long its beginning is looked at. */
    boolean find(String text, String regex) {
        Pattern pattern = patterns.get(regex);
        if (pattern == null) {
            throw new IllegalStateException("a regular expression that was not seen at compile time");
        }
        return pattern.matcher(text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX))
                .find();
    }
}
