package dev.kassa.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.edge.contract.Contract;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The contract as one page that needs nothing else: no script, no other host. Made once. */
final class DocsPage {
    private static final String STYLE = """
            :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
            body{max-width:60rem;margin:0 auto;padding:1rem}
            h1{margin-bottom:0}h2{margin-top:3rem;border-bottom:1px solid #8886}
            section{margin:1.5rem 0;padding:.1rem 1rem;border:1px solid #8886;border-radius:.5rem}
            code,b.verb{font-family:ui-monospace,monospace}
            b.verb{padding:.1rem .4rem;border-radius:.3rem;background:#2a6a4a;color:#fff}
            table{border-collapse:collapse;width:100%;margin:.5rem 0}
            th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-top:1px solid #8884}
            td:first-child{white-space:nowrap}
            """;

    private final byte[] html;
    private final JsonNode document;
    private final StringBuilder out = new StringBuilder();

    DocsPage(Contract contract) {
        this.document = contract.document();
        write();
        this.html = out.toString().getBytes(UTF_8);
    }

    byte[] html() {
        return html.clone();
    }

    /** Allows the page's own style and nothing else. */
    String contentSecurityPolicy() {
        String hash = Base64.getEncoder().encodeToString(sha256(STYLE));
        return "default-src 'none'; style-src 'sha256-" + hash + "'; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'none'";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void write() {
        JsonNode info = document.get("info");
        out.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Kassa API</title>")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><style>")
                .append(STYLE)
                .append("</style><h1>")
                .append(text(info.path("title")))
                .append("</h1><p>")
                .append(text(info.path("summary")))
                .append(" <a href=\"/docs/openapi.yaml\">openapi.yaml</a></p>");
        for (String paragraph : info.path("description").asString("").split("\n\n")) {
            out.append("<p>").append(escaped(paragraph)).append("</p>");
        }
        for (JsonNode tag : document.get("tags")) {
            out.append("<h2>").append(text(tag.path("name"))).append("</h2><p>");
            out.append(text(tag.path("description"))).append("</p>");
            operations(tag.get("name").stringValue());
        }
        out.append("<h2>What is sent and answered</h2>");
        document.at("/components/schemas").properties().stream()
                .filter(schema -> schema.getValue().has("properties"))
                .forEach(schema -> schema(schema.getKey(), schema.getValue()));
    }

    private void operations(String tag) {
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (operation.getValue().at("/tags/0").asString("").equals(tag)) {
                    operation(
                            operation.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(), operation.getValue());
                }
            }
        }
    }

    private void operation(String method, String path, JsonNode operation) {
        out.append("<section><p><b class=\"verb\">")
                .append(method)
                .append("</b> <code>")
                .append(escaped(path));
        out.append("</code> ").append(text(operation.path("summary"))).append("</p>");
        if (operation.has("description")) {
            out.append("<p>").append(text(operation.get("description"))).append("</p>");
        }
        JsonNode body = operation.at("/requestBody/content/application~1json/schema/$ref");
        if (body.isString()) {
            out.append("<p>Body: ").append(link(body.stringValue())).append("</p>");
        }
        if (operation.has("parameters")) {
            out.append("<table><tr><th>parameter<th>in<th>");
            for (JsonNode given : operation.get("parameters")) {
                JsonNode parameter = resolved(given);
                row(text(parameter.path("name")), text(parameter.path("in")), text(parameter.path("description")));
            }
            out.append("</table>");
        }
        out.append("<p>Answers: ")
                .append(escaped(String.join(", ", operation.get("responses").propertyNames())));
        out.append("</p></section>");
    }

    private void schema(String name, JsonNode schema) {
        out.append("<section id=\"").append(escaped(name)).append("\"><p><b>").append(escaped(name));
        out.append("</b></p><table><tr><th>field<th>is<th>");
        String required = schema.path("required").toString();
        for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
            JsonNode value = property.getValue();
            String mark = required.contains("\"" + property.getKey() + "\"") ? "" : "?";
            String form = value.path("$ref").isString() ? link(value.get("$ref").stringValue()) : form(value);
            row(
                    "<code>" + escaped(property.getKey()) + mark + "</code>",
                    form,
                    text(resolved(value).path("description")));
        }
        out.append("</table></section>");
    }

    private void row(String first, String second, String third) {
        out.append("<tr><td>")
                .append(first)
                .append("<td>")
                .append(second)
                .append("<td>")
                .append(third);
    }

    /** Everything a small schema says, but its description. */
    private static String form(JsonNode schema) {
        StringBuilder form = new StringBuilder();
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (!keyword.getKey().equals("description") && !keyword.getValue().isObject()) {
                form.append(keyword.getKey())
                        .append(' ')
                        .append(keyword.getValue().toString())
                        .append("; ");
            }
        }
        return "<code>" + escaped(form.toString()) + "</code>";
    }

    private String link(String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        boolean listed = document.at(reference.substring(1)).has("properties");
        return listed
                ? "<a href=\"#" + escaped(name) + "\">" + escaped(name) + "</a>"
                : escaped(name) + " " + form(document.at(reference.substring(1)));
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isString() ? document.at(reference.stringValue().substring(1)) : node;
    }

    private static String text(JsonNode node) {
        return escaped(node.asString(""));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
