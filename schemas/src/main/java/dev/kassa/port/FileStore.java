package dev.kassa.port;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where files that Kassa makes are kept: a folder, or a bucket. Thread-safe.
 *
 * <p>A file appears whole, under its name, at the moment that it is published, and never before; publishing a name again
 * replaces the file. A name is 1 to 4 parts with {@code /} between them, as {@code exports/exp_01….csv}; each part is 1 to
 * 128 of {@code A-Z a-z 0-9 _ - .} and begins with none of {@code . -}. Every method throws
 * {@link IllegalArgumentException} for any other name, and {@link IOException} where the store does not answer.
 */
public interface FileStore extends Closeable {
    /** Begins a file. */
    Draft create(String name) throws IOException;

    /** Opens a file for reading from its beginning; empty where there is none. The caller closes it. */
    Optional<Content> open(String name) throws IOException;

    /**
     * Opens a part of a file; empty where there is no such file. The caller closes it.
     *
     * @param from the first byte's place, from 0, before the file's end
     * @param length bytes, at least 1; no more are read than the file has
     */
    Optional<Content> open(String name, long from, long length) throws IOException;

    /** @return whether there was such a file */
    boolean delete(String name) throws IOException;

    /**
     * The published files whose names begin so, by name.
     *
     * @param prefix the beginning of a name, or empty for all
     */
    List<Entry> list(String prefix) throws IOException;

    /**
     * Removes what broken writes left behind: drafts that were last written to before the moment, and that nobody will
     * publish any more.
     *
     * @return how many there were
     */
    int sweepDrafts(Instant before) throws IOException;

    /** A file that is being written. Not thread-safe. */
    abstract class Draft extends OutputStream {
        /** Makes it appear, whole and durable, under its name. Nothing can be written afterwards. */
        public abstract void publish() throws IOException;

        /** Drops it where it was not published, and does nothing where it was. */
        @Override
        public abstract void close() throws IOException;
    }

    /**
     * A file to read, or a part of one.
     *
     * @param size bytes that can be read
     */
    record Content(long size, InputStream stream) implements Closeable {
        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /**
     * One published file.
     *
     * @param size bytes
     * @param publishedAt as the store says
     */
    record Entry(String name, long size, Instant publishedAt) {}

    /** @throws IllegalArgumentException where it is no name */
    static String requireName(String name) {
        if (!Names.FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not a file's name (1 to 4 parts of A-Z a-z 0-9 _ - . with / between, none"
                            + " beginning with . or -): " + Names.shown(name));
        }
        return name;
    }

    /** What a name looks like. */
    final class Names {
        private static final String PART = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
        private static final Pattern FORM = Pattern.compile(PART + "(?:/" + PART + "){0,3}");
        private static final int SHOWN_MAX = 80;

        private Names() {}

        private static String shown(String name) {
            String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
            return printable.length() <= SHOWN_MAX ? printable : printable.substring(0, SHOWN_MAX) + "…";
        }
    }
}
