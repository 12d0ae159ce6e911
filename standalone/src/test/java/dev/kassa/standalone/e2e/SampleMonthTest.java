package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.replay.OrderFile;
import dev.kassa.standalone.replay.Patience;
import dev.kassa.standalone.replay.Replay;
import dev.kassa.standalone.replay.Summary;
import dev.kassa.standalone.replay.TrialBalanceReport;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SampleMonthTest {
    @TempDir
    Path folder;

    @Test
    void aMonthOfRealOrdersComesOutToThePennyHoweverOftenItIsSent() throws InterruptedException {
        try (House house = House.on(folder)) {
            Replay.Settings settings =
                    new Replay.Settings(house.url(), house.operatorKey(), 64, 0, new Patience(Duration.ofMinutes(2)));

            Summary first = new Replay(settings, () -> {}).run(OrderFile.sample(), "sample");
            Summary second = new Replay(settings, () -> {}).run(OrderFile.sample(), "sample");

            assertThat(first.lines())
                    .containsExactly(
                            new Summary.Line("payment", "succeeded", "", 1_559, 82_374_614),
                            new Summary.Line("refund", "succeeded", "", 164, 819_433),
                            new Summary.Line("refund", "refused", "payment_not_found", 195, 6_659_479));
            assertThat(second.lines()).isEqualTo(first.lines());
            assertThat(second.merchantsCreated()).isZero();
            assertThat(TrialBalanceReport.after(second, settings))
                    .contains("difference")
                    .contains("healthy");
            assertThat(house.simulator().get("/totals").number("times_charged")).isEqualTo(1_559);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> OrdersInReports.assertSame(house, OrderFile.sample()));
            SettledMonth.assertSettled(house, OrderFile.sample());
            PaidOutMonth.assertPaidOut(house);
            PaidOutMonth.assertLedgerHolds(house, folder);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> OrdersInReports.assertFundsFlowTiesToTheLedger(house.operator()));
        }
    }
}
