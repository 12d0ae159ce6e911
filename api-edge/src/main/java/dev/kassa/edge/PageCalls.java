package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.NOT_FOUND;

import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.web.WebFile;
import dev.kassa.edge.web.WebFiles;
import java.io.IOException;

/** The dashboard's page and what it is made of. What it shows, it asks for by the API as anybody does. */
record PageCalls(WebFiles files) {
    /** Its own modules, styles and pictures, its own calls, and nothing from anywhere else. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    void page(Exchange exchange) throws IOException {
        exchange.answerHeader("Content-Security-Policy", POLICY);
        answer(exchange, WebFiles.PAGE, "no-cache");
    }

    void file(Exchange exchange) throws IOException {
        if (!exchange.pathParameter("version").equals(files.version())) {
            throw new Refusal(NOT_FOUND, "There is no such path.");
        }
        answer(exchange, exchange.pathParameter("file"), FOR_EVER);
    }

    private void answer(Exchange exchange, String name, String caching) throws IOException {
        WebFile file = files.find(name).orElseThrow(() -> new Refusal(NOT_FOUND, "There is no such path."));
        exchange.answerHeader("Cache-Control", caching);
        exchange.answerHeader("ETag", file.tag());
        exchange.answerHeader("Vary", "Accept-Encoding");
        if (file.tag().equals(exchange.header("If-None-Match"))) {
            exchange.answerNotModified();
            return;
        }
        String accepted = exchange.header("Accept-Encoding");
        boolean gzip = accepted != null && accepted.contains("gzip");
        if (gzip) {
            exchange.answerHeader("Content-Encoding", "gzip");
        }
        exchange.answer(200, file.contentType(), gzip ? file.gzipped() : file.bytes());
    }
}
