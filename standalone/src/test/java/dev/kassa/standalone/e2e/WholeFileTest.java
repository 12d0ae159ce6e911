package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.cli.TrendsCommand;
import dev.kassa.standalone.replay.OrderFile;
import dev.kassa.standalone.replay.OrderRow;
import dev.kassa.standalone.replay.Patience;
import dev.kassa.standalone.replay.Replay;
import dev.kassa.standalone.replay.Summary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole file of real orders, of which the sample is a month: KASSA_ORDERS says where it is. */
@Tag("campaign")
@EnabledIfEnvironmentVariable(named = "KASSA_ORDERS", matches = ".+")
class WholeFileTest {
    @TempDir
    Path folder;

    @Test
    void everyDailyWeeklyAndMonthlyFigureIsThatOfTheFile() throws InterruptedException {
        List<OrderRow> rows = OrderFile.read(Path.of(System.getenv("KASSA_ORDERS")));
        try (House house = House.on(folder)) {
            Summary sent = new Replay(
                            new Replay.Settings(
                                    house.url(), house.operatorKey(), 64, 0, new Patience(Duration.ofMinutes(2))),
                            () -> {})
                    .run(rows, "orders");
            assertThat(sent.allDefinite()).isTrue();

            AtomicLong compared = new AtomicLong();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> compared.set(OrdersInReports.assertSame(house, rows)));
            OrdersInReports.assertFundsFlowTiesToTheLedger(house.operator());
            System.out.printf("%,d figures of reports are those of the file%n", compared.get());

            int status = new CommandLine(new TrendsCommand())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .execute("rebuild", "--data", folder.toString(), "--by", "merchant,country");

            assertThat(status).isZero();
            assertThat(OrdersInReports.assertSame(house, rows)).isEqualTo(compared.get());
            OrdersInReports.assertFundsFlowTiesToTheLedger(house.operator());
        }
    }
}
