package dev.kassa.standalone.node;

import dev.kassa.edge.access.KeyHash;
import dev.kassa.tls.SecretFile;
import dev.kassa.tls.TlsException;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What must hold before anything is started. Each refusal is one sentence; none can be switched off. */
public final class SafeStart {
    private SafeStart() {}

    /** @throws StartException where keys and payments would cross a network in the clear */
    public static void requireTlsBeyondLoopback(String host, boolean tls) {
        try {
            if (!tls && !InetAddress.getByName(host).isLoopbackAddress()) {
                throw new StartException(
                        "--host %s is reached from other machines, where keys must not travel in the clear: give --tls DIR, which ./kassa certs makes, or listen on 127.0.0.1."
                                .formatted(host));
            }
        } catch (UnknownHostException e) {
            throw new StartException("there is no host " + host + " to listen on.", e);
        }
    }

    /** The secret that a file holds, which must be its owner's alone. */
    public static String secret(Path file) {
        try {
            return SecretFile.read(file).strip();
        } catch (TlsException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What keys are hashed with, by the secret in a file, which must be its owner's alone and long enough. */
    public static KeyHash keyHash(Path file) {
        String secret = secret(file);
        if (secret.length() < KeyHash.SECRET_CHARACTERS_MIN) {
            throw new StartException("%s is too short for a secret: put at least %d random characters into it."
                    .formatted(file.toAbsolutePath(), KeyHash.SECRET_CHARACTERS_MIN));
        }
        return new KeyHash(secret);
    }

    /**
     * Properties that are laid over every Kafka client of every application, such as {@code security.protocol}.
     *
     * @throws StartException where the file cannot be read, or holds a password and can be read by others
     */
    public static Map<String, String> kafkaConfig(Path file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException(
                    "no properties of Kafka's clients can be read in " + file.toAbsolutePath() + ".", e);
        }
        Map<String, String> config = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> config.put(name, properties.getProperty(name)));
        if (config.keySet().stream().anyMatch(SafeStart::isSecret)) {
            secret(file);
        }
        return config;
    }

    /** Whether a property of Kafka's clients is a secret. */
    public static boolean isSecret(String name) {
        return name.contains("password") || name.contains("jaas") || name.endsWith("keystore.key");
    }
}
