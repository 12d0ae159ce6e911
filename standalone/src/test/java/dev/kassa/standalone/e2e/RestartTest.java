package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.standalone.e2e.Api.Answer;
import dev.kassa.standalone.node.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir
    Path folder;

    @Test
    void afterAStopAndAStartAnswersAreReplayedAndTheBooksAreThere() throws Exception {
        String key;
        Answer paid;
        try (House before = House.on(folder)) {
            key = before.operatorKey();
            Api merchant = before.newMerchant();
            paid = merchant.post("/v1/payments", payment("1001", 10_000));
            assertThatThrownBy(() -> House.on(folder))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("another Kassa is running on");
        }

        try (House after = House.on(folder)) {
            Api merchant = after.operator().actingFor(paid.field("merchant_id"));
            Answer repeat = merchant.post("/v1/payments", payment("1001", 10_000));

            assertThat(after.operatorKey()).isEqualTo(key);
            assertThat(repeat.text()).isEqualTo(paid.text());
            assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(merchant.get("/v1/payments/" + paid.field("id"), paid).text())
                    .isEqualTo(paid.text());
            assertThat(after.timesCharged(paid.field("id"))).isEqualTo(1);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("operator.key"))))
                .isEqualTo("rw-------");
    }
}
