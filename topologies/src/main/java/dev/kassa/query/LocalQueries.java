package dev.kassa.query;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.MerchantBalance;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.port.Queries;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Partitions;
import dev.kassa.view.ViewKeys;
import dev.kassa.view.ViewProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/** Queries over the views of this process, for as long as it has all partitions. Thread-safe. */
public final class LocalQueries implements Queries {
    private static final int KEYS_MAX = 100;

    private final PartitionStores stores;
    private final ViewProgress progress;
    private final CodecPool codecs;
    private final int partitions;

    /**
     * Queries over an application.
     *
     * @param progress the one that the application's topology was built with
     * @param partitions the partition count of the topics
     */
    public LocalQueries(PartitionStores stores, ViewProgress progress, Codecs codecs, int partitions) {
        this.stores = stores;
        this.progress = progress;
        this.codecs = new CodecPool(codecs);
        this.partitions = partitions;
    }

    @Override
    public boolean awaitPosition(FactPosition position, Duration atMost) {
        if (position.getPartition() >= partitions) {
            return false;
        }
        return progress.await(position, atMost);
    }

    @Override
    public Optional<PaymentFact> payment(String merchantId, String paymentId) {
        return ofMerchant(merchantId, rows -> Optional.ofNullable(payment(rows, merchantId, paymentId)));
    }

    @Override
    public Optional<RefundFact> refund(String merchantId, String refundId) {
        return ofMerchant(merchantId, rows -> Optional.ofNullable(refund(rows, merchantId, refundId)));
    }

    @Override
    public Optional<OrderView> order(String merchantId, String orderNo) {
        return ofMerchant(merchantId, rows -> Optional.ofNullable(order(rows, merchantId, orderNo)));
    }

    @Override
    public Map<String, PaymentFact> payments(String merchantId, Collection<String> paymentIds) {
        return found(merchantId, paymentIds, (rows, id) -> payment(rows, merchantId, id));
    }

    @Override
    public Map<String, RefundFact> refunds(String merchantId, Collection<String> refundIds) {
        return found(merchantId, refundIds, (rows, id) -> refund(rows, merchantId, id));
    }

    @Override
    public Map<String, OrderView> orders(String merchantId, Collection<String> orderNos) {
        return found(merchantId, orderNos, (rows, orderNo) -> order(rows, merchantId, orderNo));
    }

    @Override
    public PaymentPage payments(String merchantId, PaymentFilter filter) {
        return ofMerchant(merchantId, rows -> new PaymentList(merchantId, filter).page(rows));
    }

    @Override
    public List<PaymentFact> reviews(@Nullable String after, int limit) {
        List<PaymentFact> waiting = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            read(partition, rows -> waiting.addAll(new ReviewQueue(rows).after(after, limit)));
        }
        return waiting.stream()
                .sorted(Comparator.comparing(PaymentFact::getId))
                .limit(limit)
                .toList();
    }

    @Override
    public List<BalanceView> balances(String merchantId) {
        return ofMerchant(merchantId, rows -> {
            List<BalanceView> balances = new ArrayList<>();
            Bytes ofMerchant = ViewKeys.balances(merchantId);
            rows.eachBeginning(ofMerchant, (key, row) -> {
                MerchantBalance balance = rows.codecs().balances().decode(row);
                balances.add(view(ViewKeys.lastPart(key, ofMerchant), balance));
            });
            return balances;
        });
    }

    @Override
    public List<EntryFact> entries(String merchantId, String paymentId) {
        return ofMerchant(merchantId, rows -> {
            List<EntryFact> entries = new ArrayList<>();
            rows.eachBeginning(ViewKeys.entries(merchantId, paymentId), (_, fact) -> {
                entries.add(rows.codecs().entries().decode(fact));
            });
            return entries;
        });
    }

    @Override
    public TrialBalance trialBalance() {
        TrialBalanceSum sum = new TrialBalanceSum();
        for (int partition = 0; partition < partitions; partition++) {
            int each = partition;
            // a partition's rows and the position that they hold for are read while nothing is posted between them
            progress.undisturbed(each, () -> read(each, rows -> sum.with(each, rows)));
        }
        return sum.total();
    }

    private static @Nullable PaymentFact payment(Rows rows, String merchantId, String paymentId) {
        byte[] fact = rows.fact(ViewKeys.payment(merchantId, paymentId));
        return fact == null ? null : rows.codecs().payments().decode(fact);
    }

    private static @Nullable RefundFact refund(Rows rows, String merchantId, String refundId) {
        byte[] fact = rows.fact(ViewKeys.refund(merchantId, refundId));
        return fact == null ? null : rows.codecs().refunds().decode(fact);
    }

    private static @Nullable OrderView order(Rows rows, String merchantId, String orderNo) {
        List<PaymentFact> payments = new ArrayList<>();
        List<RefundFact> refunds = new ArrayList<>();
        Bytes ofOrder = ViewKeys.order(merchantId, orderNo);
        rows.eachBeginning(ofOrder, (key, _) -> {
            String id = ViewKeys.lastPart(key, ofOrder);
            if (id.startsWith(Ids.REFUND)) {
                RefundFact refund = refund(rows, merchantId, id);
                if (refund != null) {
                    refunds.add(refund);
                }
            } else {
                PaymentFact payment = payment(rows, merchantId, id);
                if (payment != null) {
                    payments.add(payment);
                }
            }
        });
        return payments.isEmpty() && refunds.isEmpty() ? null : new OrderView(orderNo, payments, refunds);
    }

    private static BalanceView view(String currency, MerchantBalance balance) {
        return new BalanceView(
                currency,
                balance.getPending(),
                balance.getAvailable(),
                balance.getReserve(),
                balance.getInTransit(),
                balance.getRefundHold(),
                balance.getDisputeHold());
    }

    private <T> Map<String, T> found(
            String merchantId, Collection<String> keys, BiFunction<Rows, String, @Nullable T> read) {
        if (keys.size() > KEYS_MAX) {
            throw new IllegalArgumentException(keys.size() + " keys where at most " + KEYS_MAX + " may be asked for");
        }
        return ofMerchant(merchantId, rows -> {
            Map<String, T> found = new LinkedHashMap<>();
            for (String key : keys) {
                T value = read.apply(rows, key);
                if (value != null) {
                    found.put(key, value);
                }
            }
            return found;
        });
    }

    private <T> T ofMerchant(String merchantId, Function<Rows, T> read) {
        return read(Partitions.of(merchantId, partitions), read);
    }

    private <T> T read(int partition, Function<Rows, T> read) {
        // a store can be had of a partition that is still being restored; its task has opened it only when it is whole
        progress.requireHere(partition);
        try {
            return codecs.with(lent -> read.apply(new Rows(stores.of(partition), lent)));
        } catch (InvalidStateStoreException e) {
            throw new ViewUnavailableException("the views of partition " + partition + " are not here", e);
        }
    }
}
