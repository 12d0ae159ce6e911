package dev.kassa.risk;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.Program;

/**
 * The part of CEL that operators' rules are written in: comparisons, arithmetic, texts, lists and {@code matches}; no
 * macros, so nothing loops; no conversions, dates or protocol buffers. Each part of an expression is worked out once at
 * most, so that its size bounds its cost.
 */
final class RuleLanguage {
    static final int EXPRESSION_MAX = 1_000;
    static final int NODES_MAX = 300;
    private static final int DEPTH_MAX = 32;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(EXPRESSION_MAX)
            .maxParseExpressionNodeCount(NODES_MAX)
            .maxParseRecursionDepth(DEPTH_MAX)
            .maxParseErrorRecoveryLimit(1)
            .enableComprehension(false)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final CelCompiler COMPILER = compiler();

    private RuleLanguage() {}

    static Program program(String expression) throws RuleFault {
        if (expression.length() > EXPRESSION_MAX) {
            throw new RuleFault(1, 1, "must not have more than " + EXPRESSION_MAX + " characters");
        }
        CelAbstractSyntaxTree tree = sound(COMPILER.check(sound(COMPILER.parse(expression))));
        Regexes regexes = Regexes.of(tree);
        try {
            return runtime(regexes).createProgram(tree);
        } catch (CelEvaluationException e) {
            throw new RuleFault(1, 1, String.valueOf(e.getMessage()));
        }
    }

    private static CelAbstractSyntaxTree sound(CelValidationResult result) throws RuleFault {
        if (result.hasError()) {
            CelIssue first = result.getErrors().getFirst();
            CelSourceLocation at = first.getSourceLocation();
            throw new RuleFault(Math.max(at.getLine(), 1), Math.max(at.getColumn() + 1, 1), sentence(first));
        }
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new RuleFault(1, 1, String.valueOf(e.getMessage()));
        }
    }

    /** The one sentence of the library's that says nothing is that of a number that does not fit. */
    private static String sentence(CelIssue issue) {
        String sentence = issue.getMessage();
        return sentence.startsWith("For input string") ? "a number that does not fit 64 bits" : sentence;
    }

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros()
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .includeFunctions(
                                StandardFunction.LOGICAL_AND,
                                StandardFunction.LOGICAL_OR,
                                StandardFunction.LOGICAL_NOT,
                                StandardFunction.CONDITIONAL,
                                StandardFunction.EQUALS,
                                StandardFunction.NOT_EQUALS,
                                StandardFunction.LESS,
                                StandardFunction.LESS_EQUALS,
                                StandardFunction.GREATER,
                                StandardFunction.GREATER_EQUALS,
                                StandardFunction.ADD,
                                StandardFunction.SUBTRACT,
                                StandardFunction.MULTIPLY,
                                StandardFunction.DIVIDE,
                                StandardFunction.MODULO,
                                StandardFunction.NEGATE,
                                StandardFunction.IN,
                                StandardFunction.SIZE,
                                StandardFunction.CONTAINS,
                                StandardFunction.STARTS_WITH,
                                StandardFunction.ENDS_WITH,
                                StandardFunction.MATCHES)
                        .build())
                .setResultType(SimpleType.BOOL);
        for (RuleVariable variable : RuleVariable.values()) {
            builder.addVar(variable.word(), variable.type());
        }
        return builder.build();
    }

    /** CEL's own {@code matches} would compile its pattern for each payment; ours has it. */
    @SuppressWarnings("Immutable") // the patterns do not change once they are read
    private static CelRuntime runtime(Regexes regexes) {
        return CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .excludeFunctions(CelStandardFunctions.StandardFunction.MATCHES)
                        .build())
                .addFunctionBindings(CelFunctionBinding.fromOverloads(
                        "matches",
                        CelFunctionBinding.from("matches", String.class, String.class, regexes::find),
                        CelFunctionBinding.from("matches_string", String.class, String.class, regexes::find)))
                .build();
    }
}
