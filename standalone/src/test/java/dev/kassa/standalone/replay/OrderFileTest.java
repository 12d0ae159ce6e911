package dev.kassa.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderFileTest {
    private static final String HEADER = "type,at,order_no,refund_no,amount_minor,currency,customer,country\n";

    @Test
    void readsARowAsItIs() throws IOException {
        List<OrderRow> rows = read("refund,2010-12-01T09:41:00,,C536379-1,2750,GBP,14527,United Kingdom\n");

        assertThat(rows)
                .containsExactly(new OrderRow(
                        2,
                        OrderRow.Kind.REFUND,
                        Instant.parse("2010-12-01T09:41:00Z"),
                        "",
                        "C536379-1",
                        2750,
                        "GBP",
                        "14527",
                        "United Kingdom"));
    }

    @ParameterizedTest
    @CsvSource({
        "2010-12-01T08:26:00, 2010-12-01T08:26:00Z",
        "2011-03-27T00:59:00, 2011-03-27T00:59:00Z",
        "2011-03-27T01:30:00, 2011-03-27T01:30:00Z",
        "2011-03-27T02:00:00, 2011-03-27T01:00:00Z",
        "2011-07-01T12:00:00, 2011-07-01T11:00:00Z",
        "2011-10-30T01:30:00, 2011-10-30T00:30:00Z",
        "2011-10-30T02:00:00, 2011-10-30T02:00:00Z",
    })
    void timesAreThoseOfLondon(String at, Instant utc) throws IOException {
        assertThat(read("payment," + at + ",1,,1,GBP,,France\n").getFirst().occurredAt())
                .isEqualTo(utc);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chargeback,2010-12-01T08:26:00,1,,1,GBP,,France",
                "payment,yesterday,1,,1,GBP,,France",
                "payment,2010-12-01T08:26:00,1,,1.50,GBP,,France",
                "payment,2010-12-01T08:26:00,1",
            })
    void aRowThatIsNoneIsNamedByItsLine(String bad) {
        assertThatThrownBy(() -> read("payment,2010-12-01T08:26:00,1,,1,GBP,,France\n" + bad + "\n"))
                .isInstanceOf(OrderFileException.class)
                .hasMessageContaining("line 3 of test.csv");
    }

    @Test
    void aFileWithoutTheColumnsIsRefused() {
        assertThatThrownBy(() -> OrderFile.read(new StringReader("a,b\n1,2\n"), "test.csv"))
                .isInstanceOf(OrderFileException.class)
                .hasMessageContaining("amount_minor");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> OrderFile.read(Path.of("/nowhere/orders.csv")))
                .isInstanceOf(OrderFileException.class)
                .hasMessage("there is no file /nowhere/orders.csv");
    }

    @Test
    void theSampleIsAWholeMonth() {
        assertThat(OrderFile.sample())
                .hasSize(1918)
                .extracting(OrderRow::currency)
                .containsOnly("GBP");
    }

    private static List<OrderRow> read(String rows) throws IOException {
        return OrderFile.read(new StringReader(HEADER + rows), "test.csv");
    }
}
