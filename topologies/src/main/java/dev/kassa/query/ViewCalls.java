package dev.kassa.query;

import dev.kassa.avro.ViewAnswers;
import dev.kassa.avro.ViewQuestions;
import dev.kassa.avro.ViewRoutes;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;

/**
 * What an edge and an instance of the views say to each other over HTTP, and how it is written. Both are Avro with the schema's
 * id, so that instances of two releases understand each other. Not thread-safe, as codecs are not.
 */
public record ViewCalls(
        AvroCodec<ViewQuestions> questions, AvroCodec<ViewAnswers> answers, AvroCodec<ViewRoutes> routes) {
    /** {@code POST}: questions to answers. */
    public static final String ASK = "/views/ask";

    /** {@code GET}: which instance has what. */
    public static final String ROUTES = "/views/routes";

    public static ViewCalls of(Codecs codecs) {
        return new ViewCalls(
                codecs.ofStore("views-questions", ViewQuestions.getClassSchema()),
                codecs.ofStore("views-answers", ViewAnswers.getClassSchema()),
                codecs.ofStore("views-routes", ViewRoutes.getClassSchema()));
    }
}
