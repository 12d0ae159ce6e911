package dev.kassa.filestore;

import dev.kassa.port.FileStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Files in a bucket. A draft is a multipart upload, which is no object until it is completed; one part of it at a time is in
 * memory. Objects are addressed by path, which every S3-compatible store understands. Thread-safe.
 *
 * <p>Needs the rights to get, put, delete and list objects, and to list and abort multipart uploads.
 */
public final class S3Store implements FileStore {
    private static final int NOT_FOUND = 404;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    public S3Store(S3Settings settings) {
        bucket = settings.bucket();
        prefix = settings.prefix();
        client = S3Client.builder()
                .endpointOverride(settings.endpoint())
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
                .forcePathStyle(true)
                // What not every compatible store knows is left out; the bytes are signed with their SHA-256.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Override
    public Draft create(String name) throws IOException {
        return new S3Draft(client, bucket, key(name));
    }

    @Override
    public Optional<Content> open(String name) throws IOException {
        return opened(name, null);
    }

    @Override
    public Optional<Content> open(String name, long from, long length) throws IOException {
        return opened(name, "bytes=" + from + "-" + (from + length - 1));
    }

    private Optional<Content> opened(String name, @Nullable String range) throws IOException {
        String key = key(name);
        try {
            ResponseInputStream<GetObjectResponse> object =
                    client.getObject(get -> get.bucket(bucket).key(key).range(range));
            return Optional.of(new Content(object.response().contentLength(), object));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failed("read", key, e);
        }
    }

    @Override
    public boolean delete(String name) throws IOException {
        String key = key(name);
        try {
            client.headObject(head -> head.bucket(bucket).key(key));
            client.deleteObject(delete -> delete.bucket(bucket).key(key));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw failed("delete", key, e);
        } catch (SdkException e) {
            throw failed("delete", key, e);
        }
    }

    @Override
    public List<Entry> list(String namePrefix) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try {
            for (S3Object object : client.listObjectsV2Paginator(
                            list -> list.bucket(bucket).prefix(prefix + namePrefix))
                    .contents()) {
                entries.add(new Entry(object.key().substring(prefix.length()), object.size(), object.lastModified()));
            }
        } catch (SdkException e) {
            throw failed("list", prefix + namePrefix, e);
        }
        return entries;
    }

    /** By when an upload was begun, which is all that a store tells of it: ask with a moment well before any live one. */
    @Override
    public int sweepDrafts(Instant before) throws IOException {
        int swept = 0;
        try {
            for (MultipartUpload upload : client.listMultipartUploadsPaginator(
                            list -> list.bucket(bucket).prefix(prefix))
                    .uploads()) {
                if (upload.initiated().isBefore(before)) {
                    client.abortMultipartUpload(
                            abort -> abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
                    swept++;
                }
            }
        } catch (SdkException e) {
            throw failed("sweep", prefix, e);
        }
        return swept;
    }

    @Override
    public void close() {
        client.close();
    }

    private String key(String name) {
        return prefix + FileStore.requireName(name);
    }

    private IOException failed(String what, String key, SdkException cause) {
        return failed(what, bucket, key, cause);
    }

    /** The store's own words, which hold no secret. */
    static IOException failed(String what, String bucket, String key, SdkException cause) {
        return new IOException(
                "the S3 store did not " + what + " " + bucket + "/" + key + ": " + cause.getMessage(), cause);
    }
}
