package dev.kassa.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    /** Another Kassa that has chosen a port, and does not listen on it yet. */
    static final class Chooser {
        private Chooser() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(FreePorts.preferring(Integer.parseInt(arguments[0])));
            System.in.read();
        }
    }

    @Test
    void what_another_process_has_chosen_is_not_chosen_until_that_is_gone() throws Exception {
        int port = FreePorts.any();
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Chooser.class.getName(),
                        Integer.toString(port))
                .start();
        try (var said = other.inputReader()) {
            assertThat(said.readLine()).isEqualTo(Integer.toString(port));

            assertThat(FreePorts.preferring(port)).isNotEqualTo(port);

            other.destroyForcibly().waitFor();
            assertThat(FreePorts.preferring(port)).isEqualTo(port);
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void what_this_process_has_chosen_may_be_chosen_again() {
        int port = FreePorts.any();

        assertThat(FreePorts.preferring(port)).isEqualTo(port);
        assertThat(FreePorts.preferring(port)).isEqualTo(port);
    }
}
