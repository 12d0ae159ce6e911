package dev.kassa.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kassa.tls.SecretFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What is not safe is not started, and one sentence says why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnsafeStartTest {
    private static final String SECRETS =
            "--operator-key-file=F/secret --key-secret-file=F/long --simulator-secret-file=F/secret";

    private static final String KEYS = "run edge --simulator-secret-file F/secret ";

    private Path folder = Path.of("");

    @BeforeAll
    void make(@TempDir Path temporary) throws Exception {
        folder = temporary;
        SecretFile.write(folder.resolve("secret"), "secret");
        SecretFile.write(folder.resolve("long"), "0123456789abcdef0123456789abcdef");
        Files.writeString(folder.resolve("open"), "secret");
        Files.setPosixFilePermissions(folder.resolve("open"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(folder.resolve("kafka.properties"), "sasl.jaas.config=a password");
        Files.setPosixFilePermissions(folder.resolve("kafka.properties"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run("certs --out=F/certs").status()).isZero();
        assertThat(run("certs --out=F/loose").status()).isZero();
        Files.setPosixFilePermissions(
                folder.resolve("loose").resolve("server.key"), PosixFilePermissions.fromString("rw-r-----"));
    }

    private record Ended(int status, String said) {}

    private Ended run(String arguments) {
        StringWriter said = new StringWriter();
        CommandLine line = Kassa.commandLine()
                .setErr(new PrintWriter(said, true))
                .setOut(new PrintWriter(new StringWriter(), true));
        int status = line.execute(arguments.replace("F/", folder + "/").split(" "));
        return new Ended(status, said.toString());
    }

    /** Arguments, and words of the sentence. */
    static Stream<Arguments> unsafe() {
        return Stream.of(
                arguments("run edge --host 0.0.0.0 " + SECRETS, "in the clear"),
                arguments("run edge --host :: " + SECRETS, "in the clear"),
                arguments("run edge --tls-client-ca F/certs/ca.pem " + SECRETS, "without TLS"),
                arguments("run edge --tls-clients required " + SECRETS, "without TLS"),
                arguments(
                        "run edge --tls-cert F/certs/server.pem --tls-key F/certs/server.key --tls-clients required "
                                + SECRETS,
                        "need an authority"),
                arguments("run edge --tls-cert F/certs/server.pem " + SECRETS, "belong together"),
                arguments("run edge --tls F/certs --tls-key F/certs/server.key " + SECRETS, "either a folder"),
                arguments("run edge --tls F/loose " + SECRETS, "open to others"),
                arguments("run edge --tls F/nowhere " + SECRETS, "server.pem"),
                arguments(KEYS + "--key-secret-file F/long --operator-key-file F/open", "open to others"),
                arguments(KEYS + "--key-secret-file F/long --operator-key-file F/none", "no file"),
                arguments(KEYS + "--operator-key-file F/secret --key-secret-file F/secret", "too short"),
                arguments(KEYS + "--operator-key-file F/secret --key-secret-file F/open", "open to others"),
                arguments("run core --kafka-config F/kafka.properties", "open to others"),
                arguments("run core --kafka-config F/none", "no properties"),
                arguments("run connectors --simulator http://192.0.2.1:9095 --simulator-secret-file F/secret", "clear"),
                arguments(
                        "run connectors --simulator https://192.0.2.1:9095 --simulator-secret-file F/secret",
                        "shown a certificate"),
                arguments("up --data F/data --tls-client-ca F/certs/ca.pem", "without TLS"),
                arguments("up --data F/data --tls F/loose", "open to others"),
                arguments("certs --out F/certs --name ../x", "small letters"));
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void isNotStarted(String arguments, String words) {
        Ended ended = run(arguments);

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said()).startsWith("kassa: ").contains(words).hasLineCount(1);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void permissionsArePrintedAsCommands() {
        StringWriter printed = new StringWriter();
        int status = Kassa.commandLine()
                .setOut(new PrintWriter(printed, true))
                .execute("acls", "--principal-prefix", "User:CN=");

        assertThat(status).isZero();
        assertThat(printed.toString())
                .contains("kafka-acls.sh --add --allow-principal 'User:CN=core' --operation WRITE --topic 'journal'")
                .contains("--transactional-id 'core-' --resource-pattern-type prefixed")
                .doesNotContain("'User:CN=edge' --operation WRITE --topic 'journal'");
    }
}
