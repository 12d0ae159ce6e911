package dev.kassa.edge.audit;

import dev.kassa.avro.AuditRecord;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A write, done or refused, as it is audited.
 *
 * @param actor who, as the key says
 * @param action such as {@code payment.create}
 * @param subject what it was about
 * @param merchantId the merchant that it was about, where one was named
 * @param remoteAddress of the connection
 * @param status of the answer, as in HTTP
 * @param code of the catalogue of error codes, where refused
 * @param startedAtMs by the clock of this process
 * @param durationUs microseconds from the request to its answer
 * @param position {@code Kassa-Position} of the answer
 * @param commandId of the command that it became
 */
public record Deed(
        String requestId,
        String actor,
        String action,
        @Nullable String subject,
        @Nullable String merchantId,
        String remoteAddress,
        int status,
        @Nullable String code,
        long startedAtMs,
        long durationUs,
        @Nullable String position,
        @Nullable String commandId) {
    private static final ByteBuffer UNSEALED = ByteBuffer.allocate(0);
    private static final String HERE = "local";
    private static final int DONE = 200;

    /** Something that the edge itself did. */
    static Deed ofTheEdge(String action, long atMs) {
        return new Deed("none", "edge", action, null, null, HERE, DONE, null, atMs, 0, null, null);
    }

    /** As a record that no chain holds yet. */
    AuditRecord unsealed(long lostBefore) {
        return new AuditRecord(
                requestId,
                actor,
                action,
                subject,
                merchantId,
                remoteAddress,
                status,
                code,
                startedAtMs,
                durationUs,
                position,
                commandId,
                lostBefore,
                "",
                0L,
                UNSEALED,
                UNSEALED);
    }
}
