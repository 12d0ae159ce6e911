package dev.kassa.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority for development: {@code ca.pem} and {@code ca.key} in a folder, and what it issues beside them.
 *
 * <p>Keys are on the curve P-256. A certificate is good for servers and clients alike, as our processes are both.
 */
public final class DevelopmentAuthority {
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration LIFE = Duration.ofDays(397);
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);
    private static final int SERIAL_BITS = 127;
    private static final int KEY_ID_BYTES = 20;

    private final Path folder;
    private final X500Principal name;
    private final PrivateKey key;
    private final PublicKey publicKey;

    private DevelopmentAuthority(Path folder, X500Principal name, PrivateKey key, PublicKey publicKey) {
        this.folder = folder;
        this.name = name;
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * The authority of a folder, made where there is none.
     *
     * @throws TlsException where the folder cannot be used, or holds something else
     */
    public static DevelopmentAuthority in(Path folder, Instant now) {
        Path certificate = folder.resolve("ca.pem");
        Path key = folder.resolve("ca.key");
        try {
            Files.createDirectories(folder);
            if (Files.exists(certificate)) {
                X509Certificate known =
                        Pem.certificates(Files.readString(certificate)).getFirst();
                return new DevelopmentAuthority(
                        folder,
                        known.getSubjectX500Principal(),
                        Pem.privateKey(SecretFile.read(key)),
                        known.getPublicKey());
            }
            KeyPair pair = pair();
            X500Principal name = new X500Principal("CN=Kassa development authority");
            DevelopmentAuthority made = new DevelopmentAuthority(folder, name, pair.getPrivate(), pair.getPublic());
            byte[] own = made.certificate(name, pair.getPublic(), now, AUTHORITY_LIFE, made.ownExtensions());
            SecretFile.write(key, Pem.text("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(certificate, Pem.text("CERTIFICATE", own));
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsException("no authority can be kept in " + folder.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Issues a certificate with a key of its own, as {@code NAME.pem} and {@code NAME.key}; an earlier one of this name is
     * replaced.
     *
     * @param hosts DNS names and addresses that it is good for as a server; none: it is a client's only
     */
    public TlsFiles issue(String commonName, List<String> hosts, Instant now) {
        return issue(commonName, hosts, now, LIFE);
    }

    TlsFiles issue(String commonName, List<String> hosts, Instant now, Duration life) {
        TlsFiles files = new TlsFiles(
                folder.resolve(commonName + ".pem"), folder.resolve(commonName + ".key"), folder.resolve("ca.pem"));
        try {
            KeyPair pair = pair();
            byte[] issued = certificate(
                    new X500Principal("CN=" + commonName), pair.getPublic(), now, life, extensions(pair, hosts));
            SecretFile.write(
                    files.key(), Pem.text("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(files.certificate(), Pem.text("CERTIFICATE", issued));
            return files;
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsException("no certificate for " + commonName + " could be made: " + e.getMessage(), e);
        }
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private byte[] certificate(X500Principal subject, PublicKey of, Instant now, Duration life, byte[] extensions)
            throws GeneralSecurityException {
        byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
        byte[] content = Der.sequence(
                Der.tagged(0, true, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom())),
                algorithm,
                name.getEncoded(),
                Der.sequence(Der.time(now.minus(CLOCK_SKEW)), Der.time(now.plus(life))),
                subject.getEncoded(),
                of.getEncoded(),
                Der.tagged(3, true, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(content);
        return Der.sequence(content, algorithm, Der.bits(0, signature.sign()));
    }

    private byte[] ownExtensions() throws GeneralSecurityException {
        return Der.sequence(
                critical("2.5.29.19", Der.sequence(Der.yes(), Der.integer(BigInteger.ZERO))),
                // Signs certificates and lists of revoked ones.
                critical("2.5.29.15", Der.bits(1, (byte) 0x06)),
                extension("2.5.29.14", Der.octets(keyId(publicKey))));
    }

    private byte[] extensions(KeyPair pair, List<String> hosts) throws GeneralSecurityException, IOException {
        List<byte[]> extensions = new ArrayList<>();
        extensions.add(critical("2.5.29.19", Der.sequence()));
        // Signs what is said in a handshake.
        extensions.add(critical("2.5.29.15", Der.bits(7, (byte) 0x80)));
        byte[] client = Der.oid("1.3.6.1.5.5.7.3.2");
        extensions.add(extension(
                "2.5.29.37",
                hosts.isEmpty() ? Der.sequence(client) : Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"), client)));
        extensions.add(extension("2.5.29.14", Der.octets(keyId(pair.getPublic()))));
        extensions.add(extension("2.5.29.35", Der.sequence(Der.tagged(0, false, keyId(publicKey)))));
        if (!hosts.isEmpty()) {
            byte[][] names = new byte[hosts.size()][];
            for (int i = 0; i < names.length; i++) {
                names[i] = host(hosts.get(i));
            }
            extensions.add(extension("2.5.29.17", Der.sequence(names)));
        }
        return Der.sequence(extensions.toArray(byte[][]::new));
    }

    private static byte[] host(String host) throws IOException {
        boolean address = host.contains(":") || host.matches("[0-9.]+");
        return address
                ? Der.tagged(7, false, InetAddress.getByName(host).getAddress())
                : Der.tagged(2, false, host.getBytes(US_ASCII));
    }

    private static byte[] keyId(PublicKey of) throws GeneralSecurityException {
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(of.getEncoded()), KEY_ID_BYTES);
    }

    private static byte[] critical(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value));
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octets(value));
    }
}
