package dev.kassa.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorRuleTest {
    private static final RiskSubject SUBJECT = Subjects.with("device=- ip_country=-");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "amount > 100                                              ; true",
                "amount > 1000                                             ; false",
                "amount > 100 && currency == 'EUR'                         ; true",
                "country in ['DE', 'FR']                                   ; true",
                "email.matches('@example[.]org$')                          ; true",
                "matches(email, '^b')                                      ; false",
                "email.endsWith('.org') && !new_device                     ; true",
                "per_ip + per_device + per_customer + per_merchant > 3     ; true",
                "hour < 6 || hour > 22                                     ; false",
                "ip_country == ''                                          ; true",
                "merchant_id == 'shop' && tier == 'business'               ; true",
                "merchant_country != country                               ; false",
                "ip.startsWith('192.0.2.') ? amount > 1 : false            ; true",
                "channel.contains('sim') && customer_id.size() == 3        ; true",
                "device == ''                                              ; true",
                "amount % 100 == 0 && -amount < 0 && amount * 2 - 1 > 3    ; true",
            })
    void fires(String expression, boolean expected) throws Exception {
        assertThat(OperatorRule.compile("rule", expression, Action.REVIEW).fires(SUBJECT))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}:{2} {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "amount >                             ; 1 ; 9  ; mismatched input",
                "amount > 100 &&\\n  colour == 'red'  ; 2 ; 3  ; undeclared reference to 'colour'",
                "amount                               ; 1 ; 1  ; expected type 'bool'",
                "amount > 'x'                         ; 1 ; 8  ; found no matching overload",
                "[1, 2].all(x, x > 0)                 ; 1 ; 11 ; undeclared reference to 'all'",
                "[1].map(x, [1].map(y, y)).size() > 0 ; 1 ; 8  ; undeclared reference",
                "has(customer.id)                     ; 1 ; 4  ; undeclared reference",
                "email.matches('(')                   ; 1 ; 15 ; not a regular expression of RE2",
                "email.matches('(a)\\\\1')            ; 1 ; 15 ; not a regular expression of RE2",
                "email.matches(ip)                    ; 1 ; 15 ; must be written out",
                "email.matches('a' + ip)              ; 1 ; 19 ; must be written out",
                "(email + email).matches('a')         ; 1 ; 8  ; one of the payment's texts",
                "email.matches('((a{99}){99}){99}')   ; 1 ; 15 ; repeats too much",
                "email.matches('(x{1000}y{9}){20}')   ; 1 ; 15 ; repeats too much",
                "email.matches('a{1001}')             ; 1 ; 15 ; not a regular expression of RE2",
                "email.matches('(abcdefghij){500}')   ; 1 ; 15 ; too large",
                "amount > 99999999999999999999        ; 1 ; 10 ; does not fit 64 bits",
                "timestamp('2026-01-01T00:00:00Z') < timestamp('2026') ; 1 ; 10 ; undeclared reference",
                "dyn(amount) == 1                     ; 1 ; 4  ; undeclared reference",
                "string(amount) == ''                 ; 1 ; 7  ; undeclared reference",
                "google.protobuf.Any{} == 1           ; 1 ; 20 ; undeclared reference",
            })
    void what_cannot_be_a_rule_is_refused_with_its_place(String expression, int line, int column, String sentence) {
        RuleFault fault = fault(expression.replace("\\n", "\n").replace("\\\\", "\\\\"));

        assertThat(fault.sentence()).contains(sentence);
        assertThat(fault.line() + ":" + fault.column()).isEqualTo(line + ":" + column);
    }

    static RuleFault fault(String expression) {
        return catchThrowableOfType(RuleFault.class, () -> OperatorRule.compile("rule", expression, Action.REVIEW));
    }
}
