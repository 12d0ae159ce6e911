package dev.kassa.edge;

import dev.kassa.port.FileStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Files that a test has put there. */
final class FakeFiles implements FileStore {
    final Map<String, byte[]> byName = new ConcurrentHashMap<>();

    @Override
    public Draft create(String name) {
        throw new UnsupportedOperationException("the edge makes no files");
    }

    @Override
    public Optional<Content> open(String name) throws IOException {
        return Optional.ofNullable(byName.get(FileStore.requireName(name)))
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
        return byName.entrySet().stream()
                .filter(file -> file.getKey().startsWith(prefix))
                .map(file -> new Entry(file.getKey(), file.getValue().length, Instant.EPOCH))
                .toList();
    }

    @Override
    public int sweepDrafts(Instant before) {
        return 0;
    }

    @Override
    public void close() {}
}
