package dev.kassa.export.work;

import dev.kassa.port.FileStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Files in memory. */
final class MemoryFiles implements FileStore {
    final Map<String, byte[]> byName = new ConcurrentHashMap<>();
    volatile boolean full;

    @Override
    public Draft create(String name) {
        FileStore.requireName(name);
        return new Draft() {
            private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

            @Override
            public void write(int b) {
                bytes.write(b);
            }

            @Override
            public void publish() throws IOException {
                if (full) {
                    throw new IOException("no space left");
                }
                byName.put(name, bytes.toByteArray());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Optional<Content> open(String name) {
        return Optional.ofNullable(byName.get(name))
                .map(bytes -> new Content(bytes.length, new ByteArrayInputStream(bytes)));
    }

    @Override
    public Optional<Content> open(String name, long from, long length) {
        return Optional.ofNullable(byName.get(name))
                .map(bytes -> Arrays.copyOfRange(bytes, (int) from, (int) Math.min(bytes.length, from + length)))
                .map(part -> new Content(part.length, new ByteArrayInputStream(part)));
    }

    @Override
    public boolean delete(String name) {
        return byName.remove(name) != null;
    }

    @Override
    public List<Entry> list(String prefix) {
        return List.of();
    }

    @Override
    public int sweepDrafts(Instant before) {
        return 0;
    }

    @Override
    public void close() {}
}
