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

    void page(Exchange exchange) throws IOException {
        exchange.answerHeader("Content-Security-Policy", POLICY);
        answer(exchange, "index.html");
    }

    void file(Exchange exchange) throws IOException {
        answer(exchange, exchange.pathParameter("file"));
    }

    private void answer(Exchange exchange, String name) throws IOException {
        WebFile file = files.find(name).orElseThrow(() -> new Refusal(NOT_FOUND, "There is no such path."));
        exchange.answerHeader("Cache-Control", "no-cache");
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
