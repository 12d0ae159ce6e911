package dev.kassa.filestore;

import java.net.URI;

/**
 * A bucket, and who asks for it.
 *
 * @param endpoint the store's address, {@code https://…}; {@code http://} is taken for 127.0.0.1 and localhost only, since
 *     files are not sent readable over a network
 * @param region as the store names it; for one without regions any word, as {@code us-east-1}
 * @param prefix before every name, as {@code kassa/}; may be empty
 */
public record S3Settings(
        URI endpoint, String region, String bucket, String prefix, String accessKey, String secretKey) {
    public S3Settings {
        String host = endpoint.getHost();
        boolean here = "127.0.0.1".equals(host) || "localhost".equals(host) || "[::1]".equals(host);
        if (!"https".equals(endpoint.getScheme()) && !(here && "http".equals(endpoint.getScheme()))) {
            throw new IllegalArgumentException("the endpoint of an S3 store begins with https://: " + endpoint);
        }
        require("region", region);
        require("bucket", bucket);
        require("access key", accessKey);
        require("secret key", secretKey);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return endpoint + "/" + bucket + "/" + prefix + " (" + region + ") as " + accessKey;
    }

    private static void require(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("the " + what + " of the S3 store is missing");
        }
    }
}
