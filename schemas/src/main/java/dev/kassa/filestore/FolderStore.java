package dev.kassa.filestore;

import dev.kassa.port.FileStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files in a folder that only its owner may enter: folders have mode 0700, files 0600. A draft is a file in
 * {@code .drafts}, moved to its name at once when it is published, after what was written is on the disk. Thread-safe, also
 * over processes that share the folder.
 */
public final class FolderStore implements FileStore {
    private static final String DRAFTS = ".drafts";

    private final Path folder;
    private final Path drafts;
    private final boolean posix;

    /** @throws IOException where the folder is not there and cannot be made, or cannot be written to */
    public FolderStore(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        drafts = this.folder.resolve(DRAFTS);
        posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        makeFolder(drafts);
        if (!Files.isWritable(drafts)) {
            throw new IOException("the folder for files cannot be written to: " + this.folder);
        }
    }

    @Override
    public Draft create(String name) throws IOException {
        Path file = folder.resolve(FileStore.requireName(name));
        Path draft = drafts.resolve(UUID.randomUUID().toString());
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new FolderDraft(file, draft, FileChannel.open(draft, options, ownerOnly("rw-------")));
    }

    @Override
    public Optional<Content> open(String name) throws IOException {
        return opened(name).map(file -> new Content(file.size(), Channels.newInputStream(file.channel())));
    }

    @Override
    public Optional<Content> open(String name, long from, long length) throws IOException {
        Optional<Opened> file = opened(name);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        FileChannel channel = file.get().channel();
        channel.position(from);
        long there = Math.min(length, Math.max(0, file.get().size() - from));
        return Optional.of(new Content(there, new FirstBytes(Channels.newInputStream(channel), there)));
    }

    private record Opened(FileChannel channel, long size) {}

    private Optional<Opened> opened(String name) throws IOException {
        Path file = folder.resolve(FileStore.requireName(name));
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return Optional.of(new Opened(channel, channel.size()));
        } catch (NoSuchFileException | FileNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean delete(String name) throws IOException {
        Path file = folder.resolve(FileStore.requireName(name));
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(file);
    }

    @Override
    public List<Entry> list(String prefix) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(path -> !path.startsWith(drafts))::iterator) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (name.startsWith(prefix) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    add(entries, name, file);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    @Override
    public int sweepDrafts(Instant before) throws IOException {
        int swept = 0;
        try (Stream<Path> files = Files.list(drafts)) {
            for (Path draft : (Iterable<Path>) files::iterator) {
                if (lastWritten(draft).isBefore(before) && Files.deleteIfExists(draft)) {
                    swept++;
                }
            }
        }
        return swept;
    }

    /** Nothing is held open. */
    @Override
    public void close() {}

    private static void add(List<Entry> entries, String name, Path file) throws IOException {
        try {
            entries.add(new Entry(
                    name, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException e) {
            // Deleted meanwhile: then it is not in the list.
        }
    }

    private static Instant lastWritten(Path draft) throws IOException {
        try {
            return Files.getLastModifiedTime(draft).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MAX;
        }
    }

    private void makeFolder(Path made) throws IOException {
        Files.createDirectories(made, ownerOnly("rwx------"));
    }

    private FileAttribute<?>[] ownerOnly(String mode) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private final class FolderDraft extends Draft {
        private final Path file;
        private final Path draft;
        private final FileChannel channel;
        private boolean done;

        FolderDraft(Path file, Path draft, FileChannel channel) {
            this.file = file;
            this.draft = draft;
            this.channel = channel;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void publish() throws IOException {
            if (done) {
                throw new IOException("the file was published or dropped before: " + file.getFileName());
            }
            channel.force(true);
            channel.close();
            Path parent = file.getParent();
            makeFolder(parent == null ? folder : parent);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            done = true;
            if (posix) {
                try (FileChannel entry = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
                    entry.force(true);
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (!done) {
                done = true;
                channel.close();
                Files.deleteIfExists(draft);
            }
        }
    }
}
