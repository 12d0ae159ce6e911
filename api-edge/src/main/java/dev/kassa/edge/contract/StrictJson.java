package dev.kassa.edge.contract;

import static dev.kassa.schema.ErrorCode.MALFORMED_REQUEST;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.edge.problem.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a body as RFC 8259 has it and nothing else: valid UTF-8, one value and nothing behind it, no key twice in an
 * object, no more than 32 levels. Thread-safe.
 */
public final class StrictJson {
    /** Objects and arrays within one another. */
    public static final int DEPTH_MAX = 32;

    private static final int NUMBER_CHARACTERS_MAX = 100;
    private static final int TEXT_CHARACTERS_MAX = 64 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNumberLength(NUMBER_CHARACTERS_MAX)
                            .maxStringLength(TEXT_CHARACTERS_MAX)
                            .maxNameLength(TEXT_CHARACTERS_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * The body as a tree.
     *
     * @throws Refusal malformed_request, with the place that could not be read
     */
    public static JsonNode parse(byte[] body) {
        try {
            JsonNode tree = MAPPER.readTree(text(body));
            if (tree == null || tree.isMissingNode()) {
                throw new Refusal(MALFORMED_REQUEST, "The body is empty; a JSON object was expected.");
            }
            return tree;
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /**
     * The body as text. It is decoded here, and never by the parser, which would take UTF-16 and overlong forms as well.
     */
    private static String text(byte[] body) {
        for (byte b : body) {
            if (b < 0) {
                return decoded(body);
            }
        }
        return new String(body, ISO_8859_1);
    }

    private static String decoded(byte[] body) {
        try {
            return UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(MALFORMED_REQUEST, "The body is not valid UTF-8.");
        }
    }

    private static Refusal malformed(JacksonException e) {
        TokenStreamLocation place = e.getLocation();
        String where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
        String detail = "The body is not well-formed JSON" + where + ": " + firstLine(e.getOriginalMessage());
        String pointer = e.processor() instanceof JsonParser parser
                ? parser.streamReadContext().pathAsPointer().toString()
                : "";
        return pointer.isEmpty()
                ? new Refusal(MALFORMED_REQUEST, detail)
                : Refusal.of(MALFORMED_REQUEST, pointer, detail);
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
