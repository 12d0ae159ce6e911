package dev.kassa.edge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Files of the dashboard among the classes, read once. All but the page are asked for under a version that follows from what
 * all of them hold, so that browsers may keep them for ever and never mix those of two versions. Immutable.
 */
public final class WebFiles {
    /** The page that asks for the others. */
    public static final String PAGE = "index.html";

    private static final String LIST = "files.txt";
    private static final String VERSION_MARK = "{version}";
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

    private final Map<String, WebFile> files = new TreeMap<>();
    private final String version;

    public WebFiles() {
        Map<String, byte[]> read = new TreeMap<>();
        new String(bytes(LIST), UTF_8).lines().forEach(name -> read.put(name, bytes(name)));
        OF_THE_CHARTS.forEach((name, resource) -> read.put(name, bytes(resource)));
        version = version(read);
        read.forEach((name, bytes) -> files.put(name, file(name, bytes)));
        files.put(
                PAGE,
                file(
                        PAGE,
                        new String(bytes(PAGE), UTF_8)
                                .replace(VERSION_MARK, version)
                                .getBytes(UTF_8)));
    }

    /** What the version is called that all files are of. */
    public String version() {
        return version;
    }

    /** The file of a name; empty where there is none. */
    public Optional<WebFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    private static WebFile file(String name, byte[] bytes) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return new WebFile(
                TYPES.getOrDefault(ending, ""), bytes, gzipped(bytes), '"' + hash(sha256().digest(bytes)) + '"');
    }

    private static String version(Map<String, byte[]> read) {
        MessageDigest digest = sha256();
        read.forEach((name, bytes) -> {
            digest.update(name.getBytes(UTF_8));
            digest.update(bytes);
        });
        return hash(digest.digest());
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = Objects.requireNonNull(WebFiles.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
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

    private static String hash(byte[] digest) {
        return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
