package dev.kassa.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/**
 * What is in the CSV file of an export, but for the lines that tell it from another of the same rows: which export it is, until
 * when, and when it was made.
 *
 * @param lines of rows, and the one that names their columns
 * @param sha256 of the rows, of what they sum up to and of the position that they are of
 */
record ExportedRows(long lines, String sha256) {
    /**
     * Downloads the file by its link.
     *
     * @throws IOException where it is not to be had, or is not the file that the export says it is
     */
    static ExportedRows of(JsonNode export) throws IOException, InterruptedException {
        URI link = URI.create(export.path("url").asString(""));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response =
                    http.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new IOException(link + " answers " + response.statusCode());
            }
            MessageDigest file = newSha256();
            try (InputStream bytes = new DigestInputStream(response.body(), file)) {
                ExportedRows rows = read(bytes);
                String found = HexFormat.of().formatHex(file.digest());
                if (!found.equals(export.path("sha256").asString(""))) {
                    throw new IOException("the file of " + export + " has the SHA-256 " + found);
                }
                return rows;
            }
        }
    }

    private static ExportedRows read(InputStream bytes) throws IOException {
        MessageDigest content = newSha256();
        BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, UTF_8));
        long count = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            boolean row = !line.startsWith("#");
            count += row ? 1 : 0;
            if (row || line.startsWith("#total ") || line.startsWith("#rows ") || line.startsWith("#position ")) {
                content.update(line.getBytes(UTF_8));
                content.update((byte) '\n');
            }
        }
        return new ExportedRows(count, HexFormat.of().formatHex(content.digest()));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
