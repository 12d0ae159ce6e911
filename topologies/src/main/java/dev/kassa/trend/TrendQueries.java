package dev.kassa.trend;

import dev.kassa.avro.AppliedFacts;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.FlowRow;
import dev.kassa.avro.ReadFlows;
import dev.kassa.avro.ReadHours;
import dev.kassa.avro.ReadTrend;
import dev.kassa.avro.TrendRow;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.ViewOutcome;
import dev.kassa.avro.ViewQuestion;
import dev.kassa.port.Reading;
import dev.kassa.port.Trends;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.query.ViewInstances;
import dev.kassa.schema.Partitions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * The edge's questions about trends. What is about a merchant is asked of its partition, the rest of all, and what they
 * answer is added up. Thread-safe.
 */
public final class TrendQueries implements Trends {
    private static final Comparator<String> NULL_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    private static final Comparator<TrendCell> CELLS = Comparator.comparingInt(TrendCell::period)
            .thenComparing(TrendCell::currency)
            .thenComparing(TrendCell::merchantId, NULL_FIRST)
            .thenComparing(TrendCell::channel, NULL_FIRST)
            .thenComparing(TrendCell::country, NULL_FIRST);

    private static final Comparator<FlowCell> FLOWS = Comparator.comparingInt(FlowCell::date)
            .thenComparing(FlowCell::currency)
            .thenComparing(FlowCell::account)
            .thenComparing(FlowCell::kind);

    private final ViewInstances instances;
    private final int partitions;
    private final Reading reading;

    /**
     * @param instances of the application trend
     * @param partitions the partition count of the topics
     */
    public TrendQueries(ViewInstances instances, int partitions) {
        this(instances, partitions, Reading.now());
    }

    private TrendQueries(ViewInstances instances, int partitions, Reading reading) {
        this.instances = instances;
        this.partitions = partitions;
        this.reading = reading;
    }

    @Override
    public Trends with(Reading other) {
        return new TrendQueries(instances, partitions, other);
    }

    @Override
    public Told told(TrendQuestion question) {
        List<ViewAnswer> answers = ask(
                question.merchantId(),
                new ReadTrend(
                        question.merchantId(),
                        Slice.of(question.by()).bits(),
                        question.dates(),
                        question.from(),
                        question.to(),
                        question.channel(),
                        question.country(),
                        question.currency()));
        return new Told(
                added(answers), answers.stream().map(TrendQueries::position).toList());
    }

    private static FactPosition position(ViewAnswer answer) {
        AppliedFacts applied = answer.getApplied();
        return applied == null
                ? new FactPosition(answer.getPartition(), 0L, 0L, 0L, 0L, 0L, 0L, 0L)
                : new FactPosition(
                        answer.getPartition(),
                        applied.getPayments(),
                        applied.getRefunds(),
                        applied.getJournal(),
                        0L,
                        0L,
                        0L,
                        0L);
    }

    @Override
    public List<TrendCell> hours(@Nullable String merchantId, int from, int to, boolean byChannel) {
        if (merchantId != null && byChannel) {
            throw new IllegalArgumentException("the hours of one merchant are not split by channel");
        }
        return added(ask(merchantId, new ReadHours(merchantId, byChannel, from, to)));
    }

    @Override
    public List<FlowCell> flows(@Nullable String merchantId, int from, int to, @Nullable String currency) {
        Map<FlowCell, FlowCell> sums = new TreeMap<>(FLOWS);
        for (ViewAnswer answer : ask(merchantId, new ReadFlows(merchantId, from, to, currency))) {
            for (FlowRow row : answer.getFlows()) {
                FlowCell cell = new FlowCell(
                        row.getDate(),
                        row.getCurrency(),
                        row.getAccount(),
                        row.getKind(),
                        row.getDebits(),
                        row.getCredits());
                sums.merge(cell, cell, TrendQueries::plus);
            }
        }
        return List.copyOf(sums.values());
    }

    private static FlowCell plus(FlowCell one, FlowCell other) {
        return new FlowCell(
                one.date(),
                one.currency(),
                one.account(),
                one.kind(),
                Math.addExact(one.debits(), other.debits()),
                Math.addExact(one.credits(), other.credits()));
    }

    private static List<TrendCell> added(List<ViewAnswer> answers) {
        Sums sums = new Sums();
        for (ViewAnswer answer : answers) {
            for (TrendRow row : answer.getTrends()) {
                TrendKeys.Dims dims = new TrendKeys.Dims(
                        row.getPeriod(), row.getCurrency(), row.getMerchantId(), row.getChannel(), row.getCountry());
                sums.add(dims, row.getCounts());
            }
        }
        List<TrendCell> cells = new ArrayList<>(sums.size());
        sums.forEach((dims, counts) -> cells.add(new TrendCell(
                dims.period(),
                dims.currency(),
                dims.merchantId(),
                dims.channel(),
                dims.country(),
                CellCodec.counts(counts))));
        cells.sort(CELLS);
        return cells;
    }

    /** All answers, or none. */
    private List<ViewAnswer> ask(@Nullable String merchantId, SpecificRecordBase ask) {
        if (reading.atLeast() != null && reading.atLeast().getPartition() >= partitions) {
            throw new ViewUnavailableException("the trends have not seen this position yet", null);
        }
        List<ViewQuestion> questions = new ArrayList<>();
        if (merchantId != null) {
            questions.add(question(Partitions.of(merchantId, partitions), ask));
        } else {
            IntStream.range(0, partitions).forEach(partition -> questions.add(question(partition, ask)));
        }
        List<ViewAnswer> answers = instances.ask(questions);
        answers.forEach(this::require);
        return answers;
    }

    private void require(ViewAnswer answer) {
        if (answer.getOutcome() == ViewOutcome.INVALID) {
            throw new IllegalArgumentException(answer.getReason());
        }
        if (answer.getOutcome() != ViewOutcome.ANSWERED) {
            throw new ViewUnavailableException(
                    answer.getReason() == null ? "the trends do not answer" : answer.getReason(), null);
        }
        if (answer.getStale()) {
            reading.answeredByCopy(answer.getLag());
        }
    }

    private ViewQuestion question(int partition, SpecificRecordBase ask) {
        return new ViewQuestion(
                partition, reading.atLeast(partition), (int) reading.patience().toMillis(), reading.mayBeStale(), ask);
    }
}
