package dev.kassa.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Expressions that are meant to loop, to allocate, to nest, or to outlast the payment: each is refused, or ends at once. */
class RuleAttackTest {
    private static final Duration COMPILED_WITHIN = Duration.ofSeconds(5);
    private static final Duration ASKED_WITHIN = Duration.ofSeconds(5);

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("a loop", "[1, 2, 3].all(x, [1, 2, 3].all(y, [1, 2, 3].all(z, x + y + z > 0)))"),
                arguments("a loop that makes lists", "[1, 2].map(x, [1, 2].map(y, [x, y])).size() > 0"),
                arguments("a loop that looks for one", "[1].exists_one(x, x == 1)"),
                arguments("a filter", "[1].filter(x, true).size() == 1"),
                arguments("a fold spelled out", "__comprehension__(x, [1], a, 0, true, a, a) == 0"),
                arguments("an expression of 1,001 characters", "amount > 0" + " ".repeat(991)),
                arguments("a literal of a megabyte", "email == '" + "x".repeat(1 << 20) + "'"),
                arguments("a number of 900 digits", "amount > " + "9".repeat(900)),
                arguments("brackets in brackets", "(".repeat(490) + "amount" + ")".repeat(490) + " > 0"),
                arguments("lists in lists", "[".repeat(490) + "]".repeat(490) + " == []"),
                arguments("maps in maps", "{1:".repeat(200) + "1" + "}".repeat(200) + " == {}"),
                arguments("conditions in conditions", "new_device ? true : ".repeat(49) + "false"),
                arguments("calls in calls", "size(".repeat(190) + "email" + ")".repeat(190) + " > 0"),
                arguments("brackets that never close", "(".repeat(999)),
                arguments("a sum of 40 numbers", "1+".repeat(40) + "1 > 0"),
                arguments("a sum of 320 numbers", "1+".repeat(320) + "1 > 0"),
                arguments("a list of 400 numbers", "amount in [" + "1,".repeat(399) + "1]"),
                arguments("a repeat of repeats", "email.matches('((((a{30}){30}){30}){30}){30}')"),
                arguments("an alternative of repeats", "email.matches('(a{500}|b{500}|c{500})*')"),
                arguments("a pattern that looks back", "email.matches('(?<=a)b')"),
                arguments("a pattern from the payment", "email.matches(device)"),
                arguments("a pattern put together", "email.matches(true ? '(' : device)"),
                arguments("a text put together", "(email + email).matches('(a+)+$')"),
                arguments("a class of Java", "java.lang.Runtime.getRuntime() == 1"),
                arguments("a protocol buffer", "google.protobuf.Struct{fields: {}} == google.protobuf.Struct{}"),
                arguments("nothing", ""),
                arguments("zero bytes", "\0\0\0"),
                arguments("half a surrogate pair", "email == '\ud800"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String name, String expression) {
        RuleFault fault = assertTimeoutPreemptively(
                COMPILED_WITHIN,
                () -> catchThrowableOfType(
                        RuleFault.class, () -> OperatorRule.compile("rule", expression, Action.REJECT)));

        assertThat(fault).isNotNull();
        assertThat(fault.sentence()).isNotBlank();
        assertThat(fault.line()).isPositive();
        assertThat(fault.column()).isPositive();
    }

    static Stream<Arguments> bounded() {
        return Stream.of(
                arguments("a sum of 30 numbers", "1 + ".repeat(29) + "amount > 0"),
                arguments("a hundred conditions", "new_device || ".repeat(70) + "true"),
                arguments("repeated negation", "!".repeat(900) + "new_device"),
                arguments("a text put together", "email + ".repeat(29) + "email == device"),
                arguments("a list put together", "[amount] + ".repeat(29) + "[1] == [2]"),
                arguments("a pattern that makes others go back", "email.matches('^(a+)+$')"),
                arguments("a pattern of many choices", "email.matches('^(a|a|a|a|a|a|a|a|a|a)*$')"),
                arguments("a pattern of many maybes", "email.matches('(a?){20}a{20}')"),
                arguments("many patterns", "email.matches('(a*)*b') || ".repeat(35) + "false"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void bounded(String name, String expression) throws Exception {
        RiskSubject longTexts = Subjects.with("email=" + "a".repeat(1_000_000) + "! device=" + "x".repeat(1_000));
        OperatorRule rule = assertTimeoutPreemptively(
                COMPILED_WITHIN, () -> OperatorRule.compile("rule", expression, Action.REJECT));

        RiskAssessment assessment = assertTimeoutPreemptively(
                ASKED_WITHIN, () -> RiskRules.assess(longTexts, RiskSettings.SHIPPED, Blacklist.EMPTY, List.of(rule)));

        assertThat(assessment.notes()).isEmpty();
    }

    @Test
    void no_text_of_a_payment_can_make_a_rule_fail() throws Exception {
        List<OperatorRule> rules = List.of(
                OperatorRule.compile("a", "email.matches('[.]ru$') || ip.startsWith('10.')", Action.REVIEW),
                OperatorRule.compile("b", "device.contains(email) && email < device", Action.REVIEW),
                OperatorRule.compile("c", "email.size() > 3 && customer_id in [email, device]", Action.REVIEW));
        for (String text : List.of("\0", "\ud800", "\udc00x", "😀", "(", "\\", "%s", "{1:1}", "\u202e")) {
            RiskSubject subject =
                    Subjects.with("email=" + text + " device=" + text + " customer=" + text + " ip=" + text);

            assertThat(RiskRules.assess(subject, RiskSettings.SHIPPED, Blacklist.EMPTY, rules)
                            .notes())
                    .as(text)
                    .isEmpty();
        }
    }
}
