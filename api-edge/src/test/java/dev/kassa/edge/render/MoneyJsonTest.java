package dev.kassa.edge.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kassa.avro.BankAccountStatusCode;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.avro.WithdrawalStatusCode;
import dev.kassa.edge.MoneyFacts;
import dev.kassa.edge.contract.Contract;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is told of settlements, withdrawals and bank accounts is what the contract promises, no more and no less. */
class MoneyJsonTest {
    private static final Contract CONTRACT = Contract.load();

    static Stream<Arguments> everyStatus() {
        return Stream.of(
                        Stream.of(SettlementStatusCode.values())
                                .filter(status -> status != SettlementStatusCode.UNRECOGNISED)
                                .map(status -> arguments(
                                        "Settlement",
                                        MoneyJson.settlement(MoneyFacts.settlement("acme", "stl_1", status)))),
                        Stream.of(WithdrawalStatusCode.values())
                                .filter(status -> status != WithdrawalStatusCode.UNRECOGNISED)
                                .map(status -> arguments(
                                        "Withdrawal",
                                        MoneyJson.withdrawal(MoneyFacts.withdrawal("acme", "wd_1", status)))),
                        Stream.of(BankAccountStatusCode.values())
                                .filter(status -> status != BankAccountStatusCode.UNRECOGNISED)
                                .map(status -> arguments(
                                        "BankAccount",
                                        MoneyJson.bankAccount(MoneyFacts.bankAccount("acme", "ba_1", status)))))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("everyStatus")
    void an_answer_is_as_the_contract_says(String schema, byte[] told) {
        JsonNode answer = JsonMapper.shared().readTree(told);
        JsonNode contract = CONTRACT.document().at("/components/schemas/" + schema);

        assertThatCode(() -> CONTRACT.check(schema, answer)).doesNotThrowAnyException();
        assertThat(answer.propertyNames())
                .containsExactlyInAnyOrderElementsOf(contract.get("properties").propertyNames());
    }
}
