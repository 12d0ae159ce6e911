package dev.kassa.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.FactPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {
    @Test
    void readsWhatItWrote() {
        FactPosition position = new FactPosition(3, 12L, 0L, 999_999_999_999L, 1L, 0L, 0L, 0L);

        String header = Positions.format(position);

        assertThat(header).isEqualTo("3:12.0.999999999999.1");
        assertThat(Positions.parse(header)).contains(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "3:1.2.3",
                "3:1.2.3.4.5",
                "-3:1.2.3.4",
                "3:1.2.3.-4",
                " 3:1.2.3.4",
                "3:1.2.3.4\n",
                "x:1.2.3.4",
                "3:1.2.3.9999999999999999999",
                "999999:1.2.3.4",
                "3:1,2,3,4",
                "٣:1.2.3.4"
            })
    void refusesWhatIsNoPosition(String header) {
        assertThat(Positions.parse(header)).isEmpty();
    }
}
