package dev.kassa.export.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Passes bytes on, and tells their number and SHA-256. Not thread-safe. */
public final class DigestingOutputStream extends FilterOutputStream {
    private final MessageDigest digest;
    private long size;

    public DigestingOutputStream(OutputStream out) {
        super(out);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        digest.update((byte) b);
        size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digest.update(bytes, offset, length);
        size += length;
    }

    /** Bytes so far. */
    public long size() {
        return size;
    }

    /** Of the bytes so far, 64 hexadecimal digits in lower case. Ask once, at the end: it begins anew. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
