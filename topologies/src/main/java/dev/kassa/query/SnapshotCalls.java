package dev.kassa.query;

import dev.kassa.avro.SnapshotBegin;
import dev.kassa.avro.SnapshotKind;
import dev.kassa.avro.SnapshotQuestion;
import dev.kassa.port.Snapshots.Kind;
import dev.kassa.port.Snapshots.Question;
import dev.kassa.port.Snapshots.Time;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * How a snapshot is asked for over HTTP and how it is sent: each record as its length in four bytes and its bytes, a
 * {@code SnapshotBegin} first, then the rows, then -1 and the number of rows in eight bytes. A stream without that end was cut.
 * Not thread-safe, as codecs are not.
 */
public record SnapshotCalls(AvroCodec<SnapshotQuestion> questions, AvroCodec<SnapshotBegin> begins) {
    /** {@code POST}: a question to the rows; 503 where the partition is not led here. */
    public static final String ROWS = "/views/rows";

    /** In place of a length. */
    static final int END = -1;

    /** Rows are sent for seconds on end by threads that others wait for as well. */
    private static final int ROWS_IN_A_GO = 1_024;

    public static SnapshotCalls of(Codecs codecs) {
        return new SnapshotCalls(
                codecs.ofStore("views-snapshot-questions", SnapshotQuestion.getClassSchema()),
                codecs.ofStore("views-snapshot-begins", SnapshotBegin.getClassSchema()));
    }

    byte[] encode(Question question) {
        return questions.encode(new SnapshotQuestion(
                SnapshotKind.valueOf(question.kind().name()),
                question.partition(),
                question.merchantId(),
                question.fromMs(),
                question.toMs(),
                question.time() == Time.BUSINESS,
                question.unarchived()));
    }

    /** @throws IllegalArgumentException where it asks for a kind of rows that this release does not know */
    public Question decode(byte[] question) {
        SnapshotQuestion asked = questions.decode(question);
        return new Question(
                Kind.valueOf(asked.getKind().name()),
                asked.getPartition(),
                asked.getMerchantId(),
                asked.getFromMs(),
                asked.getToMs(),
                asked.getBusinessTime() ? Time.BUSINESS : Time.PROCESSING,
                asked.getUnarchived());
    }

    /** Sends all of a snapshot, and its end. */
    public void send(EncodedSnapshot snapshot, OutputStream to) throws IOException {
        DataOutputStream out = new DataOutputStream(to);
        frame(out, begins.encode(new SnapshotBegin(snapshot.position(), snapshot.estimatedRows())));
        out.flush();
        long rows = 0;
        while (snapshot.hasNext()) {
            frame(out, snapshot.nextEncoded());
            if (++rows % ROWS_IN_A_GO == 0) {
                Thread.yield();
            }
        }
        out.writeInt(END);
        out.writeLong(rows);
        out.flush();
    }

    private static void frame(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
