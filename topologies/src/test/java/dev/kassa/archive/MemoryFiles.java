package dev.kassa.archive;

import dev.kassa.port.FileStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Files in memory, which tests may lose and alter. */
public final class MemoryFiles implements FileStore {
    private record File(byte[] bytes, Instant at) {}

    private final ConcurrentSkipListMap<String, File> files = new ConcurrentSkipListMap<>();
    private volatile Instant now = Instant.EPOCH;

    public void setNow(Instant moment) {
        now = moment;
    }

    /** Changes one byte of a file. */
    public void alter(String name, int at) {
        byte[] bytes = bytes(name).clone();
        bytes[at] ^= 1;
        files.put(name, new File(bytes, now));
    }

    public byte[] bytes(String name) {
        return Optional.ofNullable(files.get(name)).orElseThrow().bytes();
    }

    public void put(String name, byte[] bytes) {
        files.put(name, new File(bytes, now));
    }

    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    @Override
    public Draft create(String name) {
        FileStore.requireName(name);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        return new Draft() {
            @Override
            public void write(int b) {
                written.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                written.write(bytes, from, length);
            }

            @Override
            public void publish() {
                put(name, written.toByteArray());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Optional<Content> open(String name) {
        return Optional.ofNullable(files.get(name)).map(file -> content(file.bytes()));
    }

    @Override
    public Optional<Content> open(String name, long from, long length) throws IOException {
        File file = files.get(name);
        if (file == null) {
            return Optional.empty();
        }
        if (from >= file.bytes().length || length < 1) {
            throw new IOException(name + " has no byte " + from);
        }
        return Optional.of(content(
                Arrays.copyOfRange(file.bytes(), (int) from, (int) Math.min(file.bytes().length, from + length))));
    }

    private static Content content(byte[] bytes) {
        return new Content(bytes.length, new ByteArrayInputStream(bytes));
    }

    @Override
    public boolean delete(String name) {
        return files.remove(name) != null;
    }

    @Override
    public List<Entry> list(String prefix) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith(prefix))
                .map(file -> new Entry(
                        file.getKey(),
                        file.getValue().bytes().length,
                        file.getValue().at()))
                .toList();
    }

    @Override
    public int sweepDrafts(Instant before) {
        return 0;
    }

    @Override
    public void close() {}
}
