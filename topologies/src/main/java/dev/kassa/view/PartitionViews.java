package dev.kassa.view;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.avro.AppliedFacts;
import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.DossierKind;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.schema.Topics;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the facts of one partition. For each, its rows are put and then, always last, how far the partition has come;
 * only then are those told who wait for it.
 */
final class PartitionViews {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionViews.class);

    private final KeyValueStore<Bytes, byte[]> store;
    private final ViewCodecs codecs;
    private final ViewProgress.Partition progress;
    private final AppliedFacts applied;
    private final FactRows facts;
    private final LedgerRows ledger;
    private final DossierRows dossiers;
    private final ArchiveSteps archive;

    PartitionViews(
            KeyValueStore<Bytes, byte[]> store,
            ViewCodecs codecs,
            ArchiveFiles files,
            ViewProgress.Partition progress) {
        this.store = store;
        this.codecs = codecs;
        this.progress = progress;
        byte[] kept = store.get(ViewKeys.APPLIED);
        this.applied =
                kept == null ? ViewCodecs.nothingApplied() : codecs.applied().decode(kept);
        this.facts = new FactRows(store);
        this.dossiers = new DossierRows(store, codecs);
        this.ledger = new LedgerRows(store, codecs, applied);
        this.archive = new ArchiveSteps(store, codecs, files, applied);
        progress.archiving(archive.open());
        progress.open(applied);
    }

    /**
     * Applies a record of one of the views' topics; one that was applied before changes nothing.
     *
     * @param certainlyNew it was appended after this partition was taken up, so that no earlier life of it can have applied it
     *     and not noted that
     * @throws SerializationException where it is not a record of that topic: nothing is changed
     */
    void apply(String topic, byte @Nullable [] value, boolean certainlyNew) {
        if (value == null) {
            throw new SerializationException("no value on " + topic);
        }
        if (topic.equals(Topics.PAYMENTS.name())) {
            PaymentFact payment = codecs.payments().decode(value);
            change(() -> {
                facts.put(payment, value, certainlyNew && payment.getSequence() > applied.getPayments());
                applied.setPayments(next(topic, applied.getPayments(), payment.getSequence()));
            });
        } else if (topic.equals(Topics.REFUNDS.name())) {
            RefundFact refund = codecs.refunds().decode(value);
            change(() -> {
                facts.put(refund, value, certainlyNew && refund.getSequence() > applied.getRefunds());
                applied.setRefunds(next(topic, applied.getRefunds(), refund.getSequence()));
            });
        } else if (topic.equals(Topics.SETTLEMENTS.name())) {
            SettlementFact fact = codecs.settlements().decode(value);
            change(() -> {
                dossiers.put(DossierKind.SETTLEMENT, fact.getMerchantId(), fact.getId(), fact.getSequence(), value);
                applied.setSettlements(next(topic, applied.getSettlements(), fact.getSequence()));
            });
        } else if (topic.equals(Topics.WITHDRAWALS.name())) {
            WithdrawalFact fact = codecs.withdrawals().decode(value);
            change(() -> {
                dossiers.put(DossierKind.WITHDRAWAL, fact.getMerchantId(), fact.getId(), fact.getSequence(), value);
                applied.setWithdrawals(next(topic, applied.getWithdrawals(), fact.getSequence()));
            });
        } else if (topic.equals(Topics.BANK_ACCOUNTS.name())) {
            BankAccountFact fact = codecs.bankAccounts().decode(value);
            change(() -> {
                dossiers.put(DossierKind.BANK_ACCOUNT, fact.getMerchantId(), fact.getId(), fact.getSequence(), value);
                applied.setBankAccounts(next(topic, applied.getBankAccounts(), fact.getSequence()));
            });
        } else if (topic.equals(Topics.ARCHIVES.name())) {
            archive.announced(codecs.archives().decode(value));
            progress.archiving(archive.open());
        } else {
            EntryFact entry = codecs.entries().decode(value);
            change(() -> ledger.post(entry, value));
        }
    }

    /** A step through a file of the archive, where one is to be gone through. It changes no answer. */
    void goOnWithArchive(long nowMs) {
        archive.step(nowMs);
        progress.archiving(archive.open());
    }

    private void change(Runnable rows) {
        progress.apply(applied, () -> {
            rows.run();
            store.put(ViewKeys.APPLIED, codecs.applied().encode(applied));
        });
    }

    private static long next(String topic, long last, long sequence) {
        if (sequence > last + 1) {
            LOG.atError()
                    .addKeyValue("topic", topic)
                    .addKeyValue("after", last)
                    .addKeyValue("came", sequence)
                    .log("facts are missing");
        }
        return Math.max(last, sequence);
    }
}
