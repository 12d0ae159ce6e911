package dev.kassa.query;

import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.FindOrders;
import dev.kassa.avro.FindPayments;
import dev.kassa.avro.FindRefunds;
import dev.kassa.avro.ListPayments;
import dev.kassa.avro.ListRefunds;
import dev.kassa.avro.ListReviews;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.ReadBalances;
import dev.kassa.avro.ReadEntries;
import dev.kassa.avro.ReadSettled;
import dev.kassa.avro.ReadTotals;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.ViewOutcome;
import dev.kassa.avro.ViewQuestion;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.port.ArchiveUnavailableException;
import dev.kassa.port.Queries;
import dev.kassa.port.Reading;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Partitions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * The edge's questions, put to the partitions that can answer them. What is about a merchant is asked of its partition, what
 * is about an id of the partition that the id names, the rest of all; what goes to one instance goes in one call.
 */
public final class ViewQueries implements Queries {
    private static final int KEYS_MAX = 100;

    private final ViewInstances views;
    private final CodecPool codecs;
    private final int partitions;
    private final Reading reading;

    /** @param partitions the partition count of the topics */
    public ViewQueries(ViewInstances views, Codecs codecs, int partitions) {
        this(views, new CodecPool(codecs), partitions, Reading.now());
    }

    private ViewQueries(ViewInstances views, CodecPool codecs, int partitions, Reading reading) {
        this.views = views;
        this.codecs = codecs;
        this.partitions = partitions;
        this.reading = reading;
    }

    @Override
    public Queries with(Reading other) {
        return new ViewQueries(views, codecs, partitions, other);
    }

    @Override
    public void requireAll() {
        ask(everywhere(new ListReviews(null, 0)));
    }

    @Override
    public Optional<PaymentFact> payment(String merchantId, String paymentId) {
        return payments(merchantId, List.of(paymentId)).values().stream().findFirst();
    }

    @Override
    public Optional<RefundFact> refund(String merchantId, String refundId) {
        return refunds(merchantId, List.of(refundId)).values().stream().findFirst();
    }

    @Override
    public Optional<OrderView> order(String merchantId, String orderNo) {
        return orders(merchantId, List.of(orderNo)).values().stream().findFirst();
    }

    @Override
    public Map<String, PaymentFact> payments(String merchantId, Collection<String> ids) {
        ViewAnswer answer = ofMerchant(merchantId, new FindPayments(merchantId, bounded(ids)));
        return byId(ids, payments(answer.getPayments()), PaymentFact::getId);
    }

    @Override
    public Map<String, RefundFact> refunds(String merchantId, Collection<String> ids) {
        ViewAnswer answer = ofMerchant(merchantId, new FindRefunds(merchantId, bounded(ids)));
        return byId(ids, refunds(answer.getRefunds()), RefundFact::getId);
    }

    @Override
    public Map<String, PaymentFact> payments(Collection<String> ids) {
        List<PaymentFact> found = new ArrayList<>();
        ask(byPartition(Ids.PAYMENT, ids, some -> new FindPayments(null, some)))
                .forEach(answer -> found.addAll(payments(answer.getPayments())));
        return byId(ids, found, PaymentFact::getId);
    }

    @Override
    public Map<String, RefundFact> refunds(Collection<String> ids) {
        List<RefundFact> found = new ArrayList<>();
        ask(byPartition(Ids.REFUND, ids, some -> new FindRefunds(null, some)))
                .forEach(answer -> found.addAll(refunds(answer.getRefunds())));
        return byId(ids, found, RefundFact::getId);
    }

    @Override
    public Map<String, OrderView> orders(String merchantId, Collection<String> orderNos) {
        ViewAnswer answer = ofMerchant(merchantId, new FindOrders(merchantId, bounded(orderNos)));
        Map<String, List<PaymentFact>> payments =
                payments(answer.getPayments()).stream().collect(Collectors.groupingBy(PaymentFact::getOrderNo));
        Map<String, List<RefundFact>> refunds =
                refunds(answer.getRefunds()).stream().collect(Collectors.groupingBy(RefundFact::getOrderNo));
        Map<String, OrderView> found = new LinkedHashMap<>();
        for (String orderNo : orderNos) {
            if (payments.containsKey(orderNo) || refunds.containsKey(orderNo)) {
                found.put(
                        orderNo,
                        new OrderView(
                                orderNo,
                                payments.getOrDefault(orderNo, List.of()),
                                refunds.getOrDefault(orderNo, List.of())));
            }
        }
        return found;
    }

    @Override
    public PaymentPage payments(String merchantId, PaymentFilter filter) {
        ViewAnswer answer = ofMerchant(
                merchantId,
                new ListPayments(
                        merchantId,
                        filter.time() == ListTime.BUSINESS,
                        filter.fromMs(),
                        filter.toMs(),
                        filter.status(),
                        filter.channel(),
                        filter.currency(),
                        filter.limit(),
                        filter.cursor()));
        return new PaymentPage(payments(answer.getPayments()), answer.getNextCursor());
    }

    @Override
    public RefundPage refunds(String merchantId, RefundFilter filter) {
        ViewAnswer answer = ofMerchant(
                merchantId,
                new ListRefunds(
                        merchantId,
                        filter.paymentId(),
                        filter.time() == ListTime.BUSINESS,
                        filter.fromMs(),
                        filter.toMs(),
                        filter.status(),
                        filter.limit(),
                        filter.cursor()));
        return new RefundPage(refunds(answer.getRefunds()), answer.getNextCursor());
    }

    @Override
    public List<PaymentFact> reviews(@Nullable String after, int limit) {
        List<PaymentFact> waiting = new ArrayList<>();
        ask(everywhere(new ListReviews(after, limit)))
                .forEach(answer -> waiting.addAll(payments(answer.getPayments())));
        return waiting.stream()
                .sorted(Comparator.comparing(PaymentFact::getId))
                .limit(limit)
                .toList();
    }

    @Override
    public List<BalanceView> balances(String merchantId, @Nullable Long asOfMs) {
        return ofMerchant(merchantId, new ReadBalances(merchantId, asOfMs)).getBalances().stream()
                .map(row -> new BalanceView(
                        row.getCurrency(),
                        row.getPending(),
                        row.getAvailable(),
                        row.getReserve(),
                        row.getInTransit(),
                        row.getRefundHold(),
                        row.getDisputeHold()))
                .toList();
    }

    @Override
    public List<EntryFact> entries(String merchantId, String paymentId) {
        List<ByteBuffer> facts =
                ofMerchant(merchantId, new ReadEntries(merchantId, paymentId)).getEntries();
        return codecs.with(lent -> decoded(lent.entries(), facts));
    }

    @Override
    public TrialBalance trialBalance() {
        TrialBalanceSum sum = new TrialBalanceSum();
        ask(everywhere(new ReadTotals())).forEach(sum::add);
        return sum.total();
    }

    @Override
    public Map<String, SettlementFact> settlements(@Nullable String merchantId, Collection<String> ids) {
        return dossiers().settlements(merchantId, bounded(ids));
    }

    @Override
    public Map<String, WithdrawalFact> withdrawals(@Nullable String merchantId, Collection<String> ids) {
        return dossiers().withdrawals(merchantId, bounded(ids));
    }

    @Override
    public Map<String, BankAccountFact> bankAccounts(@Nullable String merchantId, Collection<String> ids) {
        return dossiers().bankAccounts(merchantId, bounded(ids));
    }

    @Override
    public DossierPage<SettlementFact> settlements(DossierFilter filter) {
        return dossiers().settlements(filter);
    }

    @Override
    public DossierPage<WithdrawalFact> withdrawals(DossierFilter filter) {
        return dossiers().withdrawals(filter);
    }

    @Override
    public DossierPage<BankAccountFact> bankAccounts(DossierFilter filter) {
        return dossiers().bankAccounts(filter);
    }

    @Override
    public EntryPage settledEntries(String merchantId, String settlementId, int limit, @Nullable String cursor) {
        if (cursor != null && !cursor.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("not a cursor of this list");
        }
        long after = cursor == null ? 0 : Long.parseLong(cursor);
        ViewAnswer answer = ofMerchant(merchantId, new ReadSettled(merchantId, settlementId, after, limit));
        return new EntryPage(codecs.with(lent -> decoded(lent.entries(), answer.getEntries())), answer.getNextCursor());
    }

    private DossierQueries dossiers() {
        return new DossierQueries(codecs, new DossierQueries.Asking() {
            @Override
            public List<ViewAnswer> ofMerchant(String merchantId, SpecificRecordBase ask) {
                return List.of(ViewQueries.this.ofMerchant(merchantId, ask));
            }

            @Override
            public List<ViewAnswer> everywhere(SpecificRecordBase ask) {
                return ask(ViewQueries.this.everywhere(ask));
            }

            @Override
            public List<ViewAnswer> byPartition(
                    String prefix, Collection<String> ids, Function<List<String>, SpecificRecordBase> ask) {
                return ask(ViewQueries.this.byPartition(prefix, ids, ask));
            }
        });
    }

    private List<PaymentFact> payments(List<ByteBuffer> facts) {
        return codecs.with(lent -> decoded(lent.payments(), facts));
    }

    private List<RefundFact> refunds(List<ByteBuffer> facts) {
        return codecs.with(lent -> decoded(lent.refunds(), facts));
    }

    static <T extends SpecificRecordBase> List<T> decoded(AvroCodec<T> codec, List<ByteBuffer> facts) {
        return facts.stream().map(codec::decode).toList();
    }

    /** In the order in which they were asked for. */
    static <T> Map<String, T> byId(Collection<String> asked, List<T> found, Function<T, String> id) {
        Map<String, T> byId = new LinkedHashMap<>();
        asked.forEach(each -> byId.put(each, null));
        found.forEach(each -> byId.put(id.apply(each), each));
        byId.values().removeIf(each -> each == null);
        return byId;
    }

    private static List<String> bounded(Collection<String> keys) {
        if (keys.size() > KEYS_MAX) {
            throw new IllegalArgumentException(keys.size() + " keys where at most " + KEYS_MAX + " may be asked for");
        }
        return List.copyOf(keys);
    }

    private List<ViewQuestion> byPartition(
            String prefix, Collection<String> ids, Function<List<String>, SpecificRecordBase> ask) {
        Map<Integer, List<String>> byPartition = new TreeMap<>();
        for (String id : bounded(ids)) {
            OptionalInt partition = Ids.partition(prefix, id);
            if (partition.isPresent() && partition.getAsInt() < partitions) {
                byPartition
                        .computeIfAbsent(partition.getAsInt(), _ -> new ArrayList<>())
                        .add(id);
            }
        }
        return byPartition.entrySet().stream()
                .map(some -> question(some.getKey(), ask.apply(some.getValue())))
                .toList();
    }

    private List<ViewQuestion> everywhere(SpecificRecordBase ask) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> question(partition, ask))
                .toList();
    }

    private ViewAnswer ofMerchant(String merchantId, SpecificRecordBase ask) {
        return ask(List.of(question(Partitions.of(merchantId, partitions), ask)))
                .getFirst();
    }

    private ViewQuestion question(int partition, SpecificRecordBase ask) {
        return new ViewQuestion(
                partition, reading.atLeast(partition), (int) reading.patience().toMillis(), reading.mayBeStale(), ask);
    }

    /** All answers, or none. */
    private List<ViewAnswer> ask(List<ViewQuestion> questions) {
        requireKnownPosition();
        List<ViewAnswer> answers = views.ask(questions);
        for (ViewAnswer answer : answers) {
            if (answer.getOutcome() == ViewOutcome.INVALID) {
                throw new IllegalArgumentException(answer.getReason());
            }
            if (answer.getOutcome() == ViewOutcome.ARCHIVE_UNAVAILABLE) {
                throw new ArchiveUnavailableException(String.valueOf(answer.getReason()), null);
            }
            if (answer.getOutcome() != ViewOutcome.ANSWERED) {
                throw new ViewUnavailableException(
                        answer.getReason() == null ? "the views do not answer" : answer.getReason(), null);
            }
            if (answer.getStale()) {
                reading.answeredByCopy(answer.getLag());
            }
        }
        return answers;
    }

    private void requireKnownPosition() {
        if (reading.atLeast() != null && reading.atLeast().getPartition() >= partitions) {
            throw new ViewUnavailableException("the views have not seen this position yet", null);
        }
    }
}
