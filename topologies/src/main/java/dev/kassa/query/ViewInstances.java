package dev.kassa.query;

import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.ViewQuestion;
import java.util.List;

/** The instances of the views, wherever they are. Thread-safe. */
public interface ViewInstances {
    /** An answer to each question, in their order; one that cannot be had says why. */
    List<ViewAnswer> ask(List<ViewQuestion> questions);
}
