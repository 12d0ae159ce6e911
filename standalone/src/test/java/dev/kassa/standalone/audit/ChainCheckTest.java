package dev.kassa.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kassa.avro.AuditRecord;
import dev.kassa.schema.AuditChain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChainCheckTest {
    static final List<Arguments> TAMPERED = List.of(
            // what was done, the log after it, where it shows, what is said
            arguments("altered", Trail.altered(1), 1, "altered"),
            arguments("the last altered", Trail.altered(6), 6, "altered"),
            arguments("removed in the middle", Trail.without(1), 1, "removed or moved"),
            arguments("the first of all removed", Trail.without(0), 0, "begins with its record 2"),
            arguments("the end of a chain removed", Trail.without(2), 2, "what the log ended with"),
            arguments("the begin of the second chain removed", Trail.without(3), 3, "begins with its record 2"),
            arguments("two changed round", Trail.swapped(4), 4, "removed or moved"),
            arguments("the first chain removed", Trail.whole().subList(3, 7), 0, "what the log ended with"),
            arguments("one put in", forged(), 2, "put in or moved"),
            arguments("one replaced, with a right hash", replaced(), 2, "does not follow"),
            arguments("one that is none", withNonsense(), 1, "no audit record"));

    private static List<AuditRecord> forged() {
        List<AuditRecord> records = Trail.whole();
        AuditRecord forged = Trail.record("forged");
        new AuditChain("aud_1", AuditChain.start()).seal(forged);
        records.add(2, forged);
        return records;
    }

    private static List<AuditRecord> replaced() {
        List<AuditRecord> records = Trail.whole();
        AuditChain again = new AuditChain("aud_1", AuditChain.start());
        again.seal(Trail.record("c-1-1"));
        AuditRecord other = Trail.record("other");
        again.seal(other);
        records.set(1, other);
        return records;
    }

    private static List<AuditRecord> withNonsense() {
        List<AuditRecord> records = new ArrayList<>(Trail.whole());
        records.add(1, null);
        return records;
    }

    private static ChainCheck checked(List<AuditRecord> records) {
        ChainCheck check = new ChainCheck();
        for (int offset = 0; offset < records.size(); offset++) {
            check.next(offset, records.get(offset));
        }
        return check;
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("TAMPERED")
    void whateverIsDoneToTheLogIsFoundWhereItShows(String done, List<AuditRecord> log, long offset, String said) {
        ChainCheck check = checked(log);

        assertThat(check.problems()).as(done).isNotEmpty();
        assertThat(check.problems().getFirst().offset()).isEqualTo(offset);
        assertThat(check.problems().getFirst().sentence()).contains(said);
    }

    @Test
    void chainsThatAreWholeAreNoProblemAlsoSideBySide() {
        List<AuditRecord> records = Trail.whole();
        // The second process began when the first had written three, and the first then wrote on.
        AuditChain first = new AuditChain("aud_1", AuditChain.start());
        AuditRecord later = Trail.record("later");
        for (int i = 1; i <= 3; i++) {
            first.seal(Trail.record("c-1-" + i));
        }
        first.seal(later);
        records.add(5, later);

        ChainCheck check = checked(records);

        assertThat(check.problems()).isEmpty();
        assertThat(check.records()).isEqualTo(8);
        assertThat(check.chains()).isEqualTo(2);
    }

    static Stream<java.util.function.Consumer<AuditRecord>> everyField() {
        return Stream.of(
                record -> record.setRequestId("x"),
                record -> record.setActor("x"),
                record -> record.setAction("x"),
                record -> record.setSubject(null),
                record -> record.setMerchantId(null),
                record -> record.setRemoteAddress("x"),
                record -> record.setStatus(500),
                record -> record.setCode("x"),
                record -> record.setStartedAtMs(1),
                record -> record.setDurationUs(1),
                record -> record.setPosition("x"),
                record -> record.setCommandId(null),
                record -> record.setLostBefore(1),
                record -> record.setHash(java.nio.ByteBuffer.allocate(32)));
    }

    @ParameterizedTest
    @MethodSource("everyField")
    void noFieldCanBeAltered(java.util.function.Consumer<AuditRecord> alteration) {
        List<AuditRecord> records = Trail.whole();
        alteration.accept(records.get(6));

        assertThat(checked(records).problems()).isNotEmpty();
    }
}
