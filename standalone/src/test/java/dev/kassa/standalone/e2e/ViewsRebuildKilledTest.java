package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.standalone.Kassa;
import dev.kassa.standalone.e2e.Api.Answer;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the verb and of the node, both processes of their own, in the middle of a rebuild. */
@Tag("campaign")
class ViewsRebuildKilledTest {
    private static final int ORDERS = 40;

    @TempDir
    Path folder;

    private Process verb() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Kassa.class.getName(),
                        "views",
                        "rebuild",
                        "--data",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static void awaitLine(Process process, String part) throws Exception {
        BufferedReader out = process.inputReader(UTF_8);
        List<String> said = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.contains(part)) {
                return;
            }
        }
        throw new AssertionError("it ended without saying '" + part + "': " + said);
    }

    @Test
    void anotherRebuildEndsWithOneGenerationThatHoldsEverything() throws Exception {
        List<String> paid = new ArrayList<>();
        try (KassaProcess killed = KassaProcess.up(folder)) {
            Answer created = killed.operator().post("/v1/merchants", """
                            {"id": "acme", "name": "Acme", "country": "DE", "timezone": "Europe/Berlin",
                             "currencies": ["EUR"], "tier": "business"}""");
            assertThat(created.status()).as(created.text()).isEqualTo(201);
            Api acme = killed.operator().actingFor("acme");
            for (int i = 0; i < ORDERS; i++) {
                paid.add(acme.post("/v1/payments", payment("o-" + i, 1_000)).text());
            }
            Process verb = verb();
            awaitLine(verb, "is being built");
            verb.destroyForcibly().waitFor();
            killed.kill();
        }

        try (KassaProcess successor = KassaProcess.up(folder)) {
            Process verb = verb();
            awaitLine(verb, "going on with what was begun");
            awaitLine(verb, "generation 2 of the views serves");

            assertThat(verb.waitFor()).isZero();
            Api acme = successor.operator().actingFor("acme");
            for (String text : paid) {
                String id = text.replaceFirst("(?s).*\"id\"\\s*:\\s*\"(pay_[^\"]+)\".*", "$1");
                assertThat(acme.get("/v1/payments/" + id).text()).isEqualTo(text);
            }
            try (Stream<Path> folders = Files.list(folder.resolve("state"))) {
                assertThat(folders.map(each -> String.valueOf(each.getFileName())))
                        .filteredOn(name -> name.startsWith("views-"))
                        .containsExactly("views-5-2");
            }
        }
    }
}
