package dev.kassa.view;

import static dev.kassa.avro.ViewPhase.ALONE;
import static dev.kassa.avro.ViewPhase.BUILDING;
import static dev.kassa.avro.ViewPhase.CAUGHT_UP;
import static dev.kassa.avro.ViewPhase.RETIRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class GenerationsTest {
    private static final Generations ALONE_2_OF_4 = new Generations(2, null, ALONE, 4);
    private static final Generations BUILDING_5 = new Generations(2, 5, BUILDING, 5);
    private static final Generations CAUGHT_UP_5 = new Generations(2, 5, CAUGHT_UP, 5);
    private static final Generations RETIRING_2 = new Generations(5, 2, RETIRING, 5);
    private static final Generations ALONE_5 = new Generations(5, null, ALONE, 5);
    private static final Generations ALONE_2_OF_5 = new Generations(2, null, ALONE, 5);

    private static Arguments row(
            Generations before, String step, UnaryOperator<Generations> change, @Nullable Generations after) {
        return arguments(before, step, change, after);
    }

    /** Before, step, and after: null where the step is refused. */
    static final List<Arguments> STEPS = List.of(
            row(ALONE_2_OF_4, "begun", Generations::begun, BUILDING_5),
            row(ALONE_2_OF_4, "caughtUp", Generations::caughtUp, null),
            row(ALONE_2_OF_4, "swapped", Generations::swapped, null),
            row(ALONE_2_OF_4, "retired", Generations::retired, null),
            row(ALONE_2_OF_4, "abandoned", Generations::abandoned, null),
            row(BUILDING_5, "begun", Generations::begun, null),
            row(BUILDING_5, "caughtUp", Generations::caughtUp, CAUGHT_UP_5),
            row(BUILDING_5, "swapped", Generations::swapped, null),
            row(BUILDING_5, "retired", Generations::retired, null),
            row(BUILDING_5, "abandoned", Generations::abandoned, ALONE_2_OF_5),
            row(CAUGHT_UP_5, "begun", Generations::begun, null),
            row(CAUGHT_UP_5, "caughtUp", Generations::caughtUp, null),
            row(CAUGHT_UP_5, "swapped", Generations::swapped, RETIRING_2),
            row(CAUGHT_UP_5, "retired", Generations::retired, null),
            row(CAUGHT_UP_5, "abandoned", Generations::abandoned, ALONE_2_OF_5),
            row(RETIRING_2, "begun", Generations::begun, null),
            row(RETIRING_2, "caughtUp", Generations::caughtUp, null),
            row(RETIRING_2, "swapped", Generations::swapped, null),
            row(RETIRING_2, "retired", Generations::retired, ALONE_5),
            row(RETIRING_2, "abandoned", Generations::abandoned, null));

    @ParameterizedTest(name = "{0} {1}")
    @FieldSource("STEPS")
    void aStepIsTakenWhereItsTurnIsAndRefusedElsewhere(
            Generations before, String step, UnaryOperator<Generations> change, @Nullable Generations after) {
        if (after == null) {
            assertThatThrownBy(() -> change.apply(before)).isInstanceOf(IllegalStateException.class);
        } else {
            assertThat(change.apply(before)).isEqualTo(after);
        }
    }

    @Test
    void whatIsBeingBuiltIsNotAskedAndTheServingOneIsAskedFirst() {
        assertThat(ALONE_5.answering()).containsExactly(5);
        assertThat(BUILDING_5.answering()).containsExactly(2);
        assertThat(CAUGHT_UP_5.answering()).containsExactly(2, 5);
        assertThat(RETIRING_2.answering()).containsExactly(5, 2);
    }

    @Test
    void whatDoesNotRunIsGone() {
        assertThat(Generations.FIRST.gone()).isEmpty();
        assertThat(BUILDING_5.gone()).isEqualTo(Set.of(1, 3, 4));
        assertThat(ALONE_2_OF_5.gone()).isEqualTo(Set.of(1, 3, 4, 5));
    }

    @Test
    void aRecordIsReadAsItWasWritten() {
        assertThat(Generations.of(CAUGHT_UP_5.toRecord())).isEqualTo(CAUGHT_UP_5);
        assertThat(Generations.of(ALONE_5.toRecord())).isEqualTo(ALONE_5);
    }

    @Test
    void theFirstGenerationIsNamedAsBeforeThereWereAny() {
        assertThat(ViewTopology.applicationId(1)).isEqualTo("views-5");
        assertThat(ViewTopology.applicationId(3)).isEqualTo("views-5-3");
        assertThat(ViewTopology.changelog(3)).isEqualTo("views-5-3-facts-changelog");
    }
}
