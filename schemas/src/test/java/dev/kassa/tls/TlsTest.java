package dev.kassa.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final List<String> HERE = List.of("localhost", "127.0.0.1", "::1");

    @TempDir
    Path folder;

    private DevelopmentAuthority authority;
    private TlsFiles server;

    @BeforeEach
    void issue() {
        authority = DevelopmentAuthority.in(folder, Instant.now());
        server = authority.issue("server", HERE, Instant.now());
    }

    @Test
    void aCertificateThatIsIssuedIsWhatItSays() throws Exception {
        X509Certificate ca =
                Pem.certificates(Files.readString(folder.resolve("ca.pem"))).getFirst();
        X509Certificate issued =
                Pem.certificates(Files.readString(server.certificate())).getFirst();

        issued.verify(ca.getPublicKey());
        issued.checkValidity();
        assertThat(issued.getSubjectX500Principal().getName()).isEqualTo("CN=server");
        assertThat(issued.getSubjectAlternativeNames().toString()).contains("localhost", "127.0.0.1");
        assertThat(issued.getSubjectAlternativeNames()).hasSize(3);
        assertThat(issued.getBasicConstraints()).isEqualTo(-1);
        assertThat(ca.getBasicConstraints()).isZero();
        assertThat(ca.getKeyUsage()[5]).isTrue();
    }

    @Test
    void privateKeysAreTheirOwnersAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.key())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ca.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theAuthorityOfAFolderStays() throws Exception {
        String before = Files.readString(folder.resolve("ca.pem"));

        TlsFiles other = DevelopmentAuthority.in(folder, Instant.now()).issue("other", HERE, Instant.now());

        assertThat(folder.resolve("ca.pem")).hasContent(before);
        Pem.certificates(Files.readString(other.certificate()))
                .getFirst()
                .verify(Pem.certificates(before).getFirst().getPublicKey());
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws Exception {
        Files.setPosixFilePermissions(server.key(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> Tls.of(server))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("chmod 600")
                .hasMessageContaining("server.key");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        TlsFiles other = authority.issue("other", HERE, Instant.now());

        assertThatThrownBy(() -> Tls.of(new TlsFiles(server.certificate(), other.key(), null)))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("is not that of the certificate");
    }

    @Test
    void whatIsNoPemIsRefusedByName() throws Exception {
        Files.writeString(server.certificate(), "nothing");

        assertThatThrownBy(() -> Tls.of(server))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("server.pem");
    }

    @Test
    void anOldFormOfAKeyIsRefusedWithAWayOut() throws Exception {
        SecretFile.write(server.key(), Pem.text("RSA PRIVATE KEY", new byte[] {1}));

        assertThatThrownBy(() -> Tls.of(server))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("openssl pkcs8 -topk8");
    }

    @Test
    void aNewCertificateIsTakenUpOnceItsKeyIsThereToo() throws Exception {
        String oldCertificate = Files.readString(server.certificate());
        String oldKey = Files.readString(server.key());
        authority.issue("server", HERE, Instant.now());
        String newCertificate = Files.readString(server.certificate());
        String newKey = Files.readString(server.key());
        SecretFile.write(server.key(), oldKey);
        Files.writeString(server.certificate(), oldCertificate);

        try (Tls tls = Tls.of(server)) {
            BigInteger before = tls.certificate().getSerialNumber();
            Object context = tls.context();
            Files.writeString(server.certificate(), newCertificate);
            // Two looks: the certificate alone changes nothing.
            await().during(Duration.ofMillis(2_200))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> tls.certificate().getSerialNumber().equals(before));
            SecretFile.write(server.key(), newKey);

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !tls.certificate().getSerialNumber().equals(before));
            assertThat(tls.context()).isNotSameAs(context);
        }
    }
}
