package dev.kassa.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the files: a certificate with its key, and contexts that show it. Immutable.
 *
 * @param context trusts the authority alone; without one it trusts nobody, and is a server's
 * @param toItself trusts only who shows this very certificate, whatever the host is called: for a process that calls itself
 */
record Identity(X509Certificate certificate, SSLContext context, SSLContext toItself) {
    private static final char[] NO_PASSWORD = new char[0];
    private static final byte[] PROBE = {1, 2, 3};

    /** @throws TlsException naming the file at fault */
    static Identity read(TlsFiles files) {
        List<X509Certificate> chain = certificates(files.certificate());
        PrivateKey key = key(files.key());
        X509Certificate own = chain.getFirst();
        try {
            if (!match(own.getPublicKey(), key)) {
                throw new TlsException("the key in %s is not that of the certificate in %s."
                        .formatted(files.key(), files.certificate()));
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(chain, key), NO_PASSWORD);
            Path authority = files.authority();
            TrustManager[] trust =
                    authority == null ? new TrustManager[] {new PinnedTrust(null)} : trust(certificates(authority));
            return new Identity(own, context(keys, trust), context(keys, new TrustManager[] {new PinnedTrust(own)}));
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException(files.certificate() + " cannot be used for TLS: " + e.getMessage() + ".", e);
        }
    }

    private static List<X509Certificate> certificates(Path file) {
        try {
            return Pem.certificates(Files.readString(file));
        } catch (IOException e) {
            throw new TlsException("there is no certificate in " + file.toAbsolutePath() + " that can be read.", e);
        } catch (GeneralSecurityException e) {
            throw new TlsException(file.toAbsolutePath() + " is no certificate in PEM: " + e.getMessage() + ".", e);
        }
    }

    private static PrivateKey key(Path file) {
        try {
            return Pem.privateKey(SecretFile.read(file));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsException(file.toAbsolutePath() + " is no key in PEM: " + e.getMessage() + ".", e);
        }
    }

    private static boolean match(PublicKey shown, PrivateKey kept) throws GeneralSecurityException {
        String kind = shown.getAlgorithm();
        if (!kind.equals(kept.getAlgorithm())) {
            return false;
        }
        KeyPair pair = new KeyPair(shown, kept);
        Signature signature = Signature.getInstance(
                switch (kind) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> kind;
                });
        signature.initSign(pair.getPrivate());
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.update(PROBE);
        return signature.verify(signed);
    }

    private static KeyStore store(List<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        return store;
    }

    private static TrustManager[] trust(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("ca-" + store.size(), authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static SSLContext context(KeyManagerFactory keys, TrustManager @Nullable [] trust)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust, null);
        return context;
    }
}
