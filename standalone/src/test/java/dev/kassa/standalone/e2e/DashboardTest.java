package dev.kassa.standalone.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The dashboard in a browser, on a whole node: signing in, a payment that is seen at once, the size of the first view, axe's
 * rules on every page, a phone, five languages. The checks are those of {@code src/test/browser}.
 *
 * <p>It needs Node.js, Chromium and the npm registry or its cache; where one is missing it is skipped and says so.
 */
@Tag("browser")
@ExtendWith(House.Shared.class)
@Tag("timed")
class DashboardTest {
    private static final Path SCRIPTS = Path.of("src", "test", "browser");
    private static final Path INSTALLED = Path.of("target", "browser");
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    @Test
    void isAsItShouldBeForWhoLooksAtIt(House house) throws Exception {
        require(isThere("node") && isThere("npm"), "Node.js and npm");
        require(
                System.getenv("CHROMIUM") != null
                        || BROWSERS.stream().anyMatch(path -> Files.isExecutable(Path.of(path))),
                "Chromium (apt-get install chromium)");
        install();

        Run run = run(
                300,
                Map.of("KASSA_URL", house.url().toString(), "KASSA_KEY", house.operatorKey()),
                "node",
                "--test",
                "dashboard.test.mjs");

        assertThat(run.status).as(run.output).isZero();
    }

    /** Skips the test, and says so where the whole suite is read. */
    private static void require(boolean there, String what) {
        if (!there) {
            System.err.println("THE DASHBOARD WAS NOT LOOKED AT: " + what + " is missing.");
        }
        assumeTrue(there, "needs " + what);
    }

    private static void install() throws Exception {
        Files.createDirectories(INSTALLED);
        try (var scripts = Files.list(SCRIPTS)) {
            for (Path script : scripts.toList()) {
                Files.copy(script, INSTALLED.resolve(script.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path done = INSTALLED.resolve("installed");
        Path lock = INSTALLED.resolve("package-lock.json");
        if (!Files.exists(done) || Files.mismatch(done, lock) >= 0) {
            Run run =
                    run(180, Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
            require(
                    run.status == 0
                            || !run.output.matches("(?s).*(ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ENOTCACHED).*"),
                    "the npm registry or its cache");
            assertThat(run.status).as(run.output).isZero();
            Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private record Run(int status, String output) {}

    private static Run run(int secondsMax, Map<String, String> environment, String... command) throws Exception {
        Path output = INSTALLED.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(secondsMax, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        String text = Files.readString(output, UTF_8);
        return new Run(ended ? process.exitValue() : -1, ended ? text : text + "\nnot done after " + secondsMax + " s");
    }
}
