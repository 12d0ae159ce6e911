package dev.kassa.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys as text between lines of dashes (RFC 7468). Pure. */
final class Pem {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> KEY_KINDS = List.of("EC", "RSA", "EdDSA");
    private static final int LINE_CHARACTERS = 64;

    private Pem() {}

    static String text(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    /** Every certificate, in the text's order; at least one. */
    static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        List<X509Certificate> certificates =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(text.getBytes(US_ASCII)))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        return certificates;
    }

    /** The private key: unencrypted PKCS #8, of any kind that TLS uses. */
    static PrivateKey privateKey(String text) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String label = block.group(1);
            if (label.equals("PRIVATE KEY")) {
                return privateKey(Base64.getMimeDecoder().decode(block.group(2)));
            }
            if (label.endsWith("PRIVATE KEY")) {
                throw new GeneralSecurityException("it is a " + label
                        + ": make it PKCS #8 without a password, with openssl pkcs8 -topk8 -nocrypt");
            }
        }
        throw new GeneralSecurityException("there is no private key in it");
    }

    private static PrivateKey privateKey(byte[] der) throws GeneralSecurityException {
        GeneralSecurityException last = new GeneralSecurityException("it is of no kind that is known");
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw last;
    }
}
