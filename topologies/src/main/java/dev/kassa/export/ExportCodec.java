package dev.kassa.export;

import dev.kassa.avro.CancelExport;
import dev.kassa.avro.CompleteExport;
import dev.kassa.avro.ExportDue;
import dev.kassa.avro.ExportEnvelope;
import dev.kassa.avro.ExportFact;
import dev.kassa.avro.ExportResultFact;
import dev.kassa.avro.ExportStatusCode;
import dev.kassa.avro.ExportTotalFact;
import dev.kassa.avro.FailExport;
import dev.kassa.avro.FailureFact;
import dev.kassa.avro.RequestExport;
import dev.kassa.avro.StartExport;
import dev.kassa.avro.TellExportProgress;
import dev.kassa.avro.TrendOrderFact;
import dev.kassa.export.file.ControlTotals;
import dev.kassa.export.file.ControlTotals.Total;
import dev.kassa.export.file.ExportFormat;
import dev.kassa.figure.Granularity;
import dev.kassa.schema.ExportScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Exports and what they are told, as the log has them. Pure. */
public final class ExportCodec {
    private static final String CHANNEL = "channel";
    private static final String COUNTRY = "country";

    private ExportCodec() {}

    /** What is meant, and the export that it is about. */
    record Addressed(String exportId, ExportCommand command) {}

    /**
     * @param newId of the export that a request becomes
     * @throws SerializationException where it makes no sense
     */
    static Addressed command(ExportEnvelope envelope, String scope, String newId) {
        return switch (envelope.getBody()) {
            case RequestExport body -> new Addressed(newId, request(body, scope, newId, envelope.getActor()));
            case StartExport body ->
                new Addressed(body.getExportId(), new ExportCommand.Start(body.getAttempt(), body.getWorker()));
            case TellExportProgress body ->
                new Addressed(
                        body.getExportId(),
                        new ExportCommand.Progress(
                                body.getAttempt(), body.getWorker(), body.getRows(), body.getEstimatedRows()));
            case CompleteExport body ->
                new Addressed(
                        body.getExportId(),
                        new ExportCommand.Complete(body.getAttempt(), body.getWorker(), result(body.getResult())));
            case FailExport body ->
                new Addressed(
                        body.getExportId(),
                        new ExportCommand.Fail(
                                body.getAttempt(),
                                body.getWorker(),
                                new ExportFailure(
                                        body.getFailure().getCode(),
                                        body.getFailure().getMessage()),
                                body.getLasting()));
            case CancelExport body -> new Addressed(body.getExportId(), new ExportCommand.Cancel());
            case ExportDue body -> new Addressed(body.getExportId(), new ExportCommand.Due());
            default -> throw new SerializationException("a command of no kind that is known: " + envelope.getBody());
        };
    }

    private static ExportCommand request(RequestExport body, String scope, String newId, String actor) {
        if (!scope.equals(ExportScope.of(body.getMerchantId()))) {
            throw new SerializationException("an export of " + body.getMerchantId() + " under the key " + scope);
        }
        if ((kind(body.getKind()) == ExportKind.TRENDS) != (body.getTrend() != null)) {
            throw new SerializationException("trends, and nothing else, are told by periods: " + body.getKind());
        }
        return new ExportCommand.Request(
                newId,
                new ExportOrder(
                        body.getMerchantId(),
                        body.getMerchantName(),
                        kind(body.getKind()),
                        format(body.getFormat()),
                        body.getFromMs(),
                        body.getToMs(),
                        body.getByBusinessTime(),
                        actor,
                        trend(body.getTrend())));
    }

    private static @Nullable TrendOrder trend(@Nullable TrendOrderFact fact) {
        if (fact == null) {
            return null;
        }
        Granularity granularity = Granularity.of(fact.getGranularity())
                .orElseThrow(() -> new SerializationException("no granularity: " + fact.getGranularity()));
        List<String> by = fact.getBy();
        if (!Set.of(CHANNEL, COUNTRY).containsAll(by)) {
            throw new SerializationException("no dimensions of exports: " + by);
        }
        return new TrendOrder(
                granularity,
                by.contains(CHANNEL),
                by.contains(COUNTRY),
                fact.getChannel(),
                fact.getCountry(),
                fact.getCurrency());
    }

    private static @Nullable TrendOrderFact fact(@Nullable TrendOrder trend) {
        if (trend == null) {
            return null;
        }
        List<String> by = new ArrayList<>(2);
        if (trend.byChannel()) {
            by.add(CHANNEL);
        }
        if (trend.byCountry()) {
            by.add(COUNTRY);
        }
        return new TrendOrderFact(trend.granularity().word(), by, trend.channel(), trend.country(), trend.currency());
    }

    private static ExportKind kind(String word) {
        return ExportKind.of(word).orElseThrow(() -> new SerializationException("no kind of export: " + word));
    }

    private static ExportFormat format(String extension) {
        return Arrays.stream(ExportFormat.values())
                .filter(format -> format.extension().equals(extension))
                .findFirst()
                .orElseThrow(() -> new SerializationException("no format of exports: " + extension));
    }

    private static ExportResult result(ExportResultFact fact) {
        List<Total> totals = fact.getTotals().stream()
                .map(total -> new Total(total.getColumn(), total.getCurrency(), total.getCount(), total.getSum()))
                .toList();
        return new ExportResult(
                new ControlTotals(fact.getRows(), totals),
                fact.getSha256(),
                fact.getSizeBytes(),
                fact.getPosition(),
                fact.getFile(),
                fact.getContentType());
    }

    /** A result as a worker tells it. */
    public static ExportResultFact fact(ExportResult result) {
        return new ExportResultFact(
                result.totals().rows(),
                result.totals().totals().stream()
                        .map(total -> new ExportTotalFact(total.column(), total.currency(), total.count(), total.sum()))
                        .toList(),
                result.sha256(),
                result.sizeBytes(),
                result.position(),
                result.file(),
                result.contentType());
    }

    static ExportFact fact(Export export) {
        ExportOrder order = export.order();
        ExportResult result = export.result();
        return new ExportFact(
                export.id(),
                order.merchantId(),
                order.merchantName(),
                order.kind().word(),
                order.format().extension(),
                order.fromMs(),
                order.toMs(),
                order.byBusinessTime(),
                ExportStatusCode.valueOf(export.status().name()),
                export.attempt(),
                export.worker(),
                export.failures(),
                export.rows(),
                export.estimatedRows(),
                result == null ? null : fact(result),
                failure(export.failure()),
                order.requestedBy(),
                export.requestedAtMs(),
                export.updatedAtMs(),
                export.finishedAtMs(),
                export.expiresAtMs(),
                export.retryAtMs(),
                export.version(),
                fact(order.trend()));
    }

    private static @Nullable FailureFact failure(@Nullable ExportFailure failure) {
        return failure == null ? null : new FailureFact(failure.code(), failure.message());
    }

    static Export export(ExportFact fact) {
        ExportOrder order = new ExportOrder(
                fact.getMerchantId(),
                fact.getMerchantName(),
                kind(fact.getKind()),
                format(fact.getFormat()),
                fact.getFromMs(),
                fact.getToMs(),
                fact.getByBusinessTime(),
                fact.getRequestedBy(),
                trend(fact.getTrend()));
        FailureFact failure = fact.getFailure();
        return new Export(
                fact.getId(),
                order,
                ExportStatus.valueOf(fact.getStatus().name()),
                fact.getAttempt(),
                fact.getWorker(),
                fact.getFailures(),
                fact.getRows(),
                fact.getEstimatedRows(),
                fact.getResult() == null ? null : result(fact.getResult()),
                failure == null ? null : new ExportFailure(failure.getCode(), failure.getMessage()),
                fact.getRequestedAtMs(),
                fact.getUpdatedAtMs(),
                fact.getFinishedAtMs(),
                fact.getExpiresAtMs(),
                fact.getRetryAtMs(),
                fact.getVersion());
    }
}
