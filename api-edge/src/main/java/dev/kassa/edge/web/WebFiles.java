package dev.kassa.edge.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Finds files of the dashboard among the classes. Thread-safe; what was found once is kept, compressed too. */
public final class WebFiles {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}\\.(html|js|css|svg|webmanifest)");
    private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final Map<String, String> OF_THE_CHARTS =
            Map.of("uplot.js", CHARTS + "uPlot.esm.js", "uplot.css", CHARTS + "uPlot.min.css");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "webmanifest", "application/manifest+json");
    private static final int TAG_BYTES = 12;

    private final Map<String, WebFile> found = new ConcurrentHashMap<>();

    /** The file of a name; empty where there is none. */
    public Optional<WebFile> find(String name) {
        WebFile kept = found.get(name);
        if (kept != null) {
            return Optional.of(kept);
        }
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        byte[] bytes = bytes(OF_THE_CHARTS.getOrDefault(name, name));
        if (bytes == null) {
            return Optional.empty();
        }
        String ending = name.substring(name.lastIndexOf('.') + 1);
        WebFile file = new WebFile(TYPES.getOrDefault(ending, ""), bytes, gzipped(bytes), tag(bytes));
        found.put(name, file);
        return Optional.of(file);
    }

    private static byte @Nullable [] bytes(String resource) {
        try (InputStream in = WebFiles.class.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a file among the classes cannot be read: " + resource, e);
        }
    }

    private static byte[] gzipped(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return out.toByteArray();
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
