package dev.kassa.filestore;

import dev.kassa.port.FileStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * A file on its way into a bucket: sent part by part, or at once where it is shorter than a part. Holds one part in memory.
 *
 * <p>An upload has 10,000 parts at most, so parts grow with the file: 8 MiB for the first thousand, 16 for the next, and so
 * on; 4 TiB and more fit, as far as the store itself allows.
 */
final class S3Draft extends FileStore.Draft {
    private static final int PART_BYTES = 8 << 20;
    private static final int PARTS_PER_SIZE = 1000;
    private static final int PARTS_MAX = 10_000;
    private static final int BEGIN_BYTES = 64 << 10;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] part = new byte[BEGIN_BYTES];
    private int length;
    private @Nullable String uploadId;
    private boolean done;

    S3Draft(S3Client client, String bucket, String key) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        requireOpen();
        int from = offset;
        int end = offset + count;
        while (from < end) {
            int size = partBytes();
            if (length == part.length && length < size) {
                part = java.util.Arrays.copyOf(part, Math.min(size, length * 2));
            }
            int some = Math.min(end - from, part.length - length);
            System.arraycopy(bytes, from, part, length, some);
            from += some;
            length += some;
            if (length == size) {
                sendPart();
            }
        }
    }

    @Override
    public void publish() throws IOException {
        requireOpen();
        try {
            if (uploadId == null) {
                client.putObject(put -> put.bucket(bucket).key(key), body());
            } else {
                if (length > 0) {
                    sendPart();
                }
                client.completeMultipartUpload(complete -> complete.bucket(bucket)
                        .key(key)
                        .uploadId(uploadId)
                        .multipartUpload(upload -> upload.parts(parts)));
            }
        } catch (SdkException e) {
            throw S3Store.failed("publish", bucket, key, e);
        }
        done = true;
        part = new byte[0];
    }

    @Override
    public void close() throws IOException {
        if (done) {
            return;
        }
        done = true;
        part = new byte[0];
        if (uploadId != null) {
            try {
                client.abortMultipartUpload(
                        abort -> abort.bucket(bucket).key(key).uploadId(uploadId));
            } catch (SdkException e) {
                throw S3Store.failed("drop the draft of", bucket, key, e);
            }
        }
    }

    private void sendPart() throws IOException {
        if (parts.size() == PARTS_MAX) {
            throw new IOException("the file is longer than " + PARTS_MAX + " parts: " + key);
        }
        int number = parts.size() + 1;
        try {
            if (uploadId == null) {
                uploadId = client.createMultipartUpload(
                                create -> create.bucket(bucket).key(key))
                        .uploadId();
            }
            String tag = client.uploadPart(
                            send -> send.bucket(bucket)
                                    .key(key)
                                    .uploadId(uploadId)
                                    .partNumber(number),
                            body())
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        } catch (SdkException e) {
            throw S3Store.failed("take part " + number + " of", bucket, key, e);
        }
        length = 0;
    }

    /** Without a copy; it can be read again where the client has to repeat itself. */
    private RequestBody body() {
        byte[] bytes = part;
        int end = length;
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, end), end, "application/octet-stream");
    }

    private int partBytes() {
        return PART_BYTES * (1 + parts.size() / PARTS_PER_SIZE);
    }

    private void requireOpen() throws IOException {
        if (done) {
            throw new IOException("the file was published or dropped before: " + key);
        }
    }
}
