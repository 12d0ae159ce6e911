package dev.kassa.edge.export;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How much of a file a request asks for, by RFC 9110, section 14. */
public sealed interface Portion {
    /** All of it. */
    record Whole() implements Portion {}

    /**
     * One run of bytes.
     *
     * @param from the first byte's place, from 0
     * @param length bytes, at least 1
     */
    record Part(long from, long length) implements Portion {
        /** The header {@code Content-Range} that goes with it. */
        public String of(long size) {
            return "bytes " + from + "-" + (from + length - 1) + "/" + size;
        }
    }

    /** Bytes of which the file has none. */
    record Nothing() implements Portion {}

    /**
     * What is asked for. A header that is not understood, or asks for several runs, is as good as none, so that whoever sends it
     * gets the whole file; so does he who began with another file than this.
     *
     * @param range the header {@code Range}
     * @param ifRange the header {@code If-Range}; only this strong tag will do, as a file has no other date than its tag
     * @param etag of the file, in its quotes
     * @param size bytes of the file
     */
    static Portion asked(@Nullable String range, @Nullable String ifRange, String etag, long size) {
        Matcher asked = Form.ONE_RUN.matcher(range == null ? "" : range);
        if (!asked.matches() || (ifRange != null && !ifRange.strip().equals(etag))) {
            return new Whole();
        }
        long first = Form.number(asked.group(1));
        long last = Form.number(asked.group(2));
        if (first < 0) {
            return last < 0 ? new Whole() : theLast(last, size);
        }
        if (last >= 0 && last < first) {
            return new Whole();
        }
        long end = last < 0 ? size : Math.min(size, last + 1);
        return first < size ? new Part(first, end - first) : new Nothing();
    }

    private static Portion theLast(long bytes, long size) {
        long length = Math.min(bytes, size);
        return length == 0 ? new Nothing() : new Part(size - length, length);
    }

    /** What the header looks like. A place of more than 18 digits is beyond any file. */
    final class Form {
        private static final Pattern ONE_RUN = Pattern.compile("[Bb][Yy][Tt][Ee][Ss]=[ \t]*(\\d*)-(\\d*)[ \t]*");
        private static final int DIGITS_MAX = 18;
        private static final long BEYOND = 999_999_999_999_999_999L;

        private Form() {}

        /** -1: none is given. */
        private static long number(String digits) {
            if (digits.isEmpty()) {
                return -1;
            }
            String significant = digits.replaceFirst("^0+(?=.)", "");
            return significant.length() > DIGITS_MAX ? BEYOND : Long.parseLong(significant);
        }
    }
}
