package dev.kassa.query;

import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.DossierKind;
import dev.kassa.avro.FindDossiers;
import dev.kassa.avro.ListDossiers;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.port.Queries.DossierFilter;
import dev.kassa.port.Queries.DossierPage;
import dev.kassa.schema.AvroCodec;
import dev.kassa.view.ViewCodecs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Questions about settlements, withdrawals and bank accounts, which are asked alike. */
final class DossierQueries {
    private final CodecPool codecs;
    private final Asking asking;

    DossierQueries(CodecPool codecs, Asking asking) {
        this.codecs = codecs;
        this.asking = asking;
    }

    /** To whom a question is put. */
    interface Asking {
        List<ViewAnswer> ofMerchant(String merchantId, SpecificRecordBase ask);

        List<ViewAnswer> everywhere(SpecificRecordBase ask);

        List<ViewAnswer> byPartition(
                String prefix, Collection<String> ids, Function<List<String>, SpecificRecordBase> ask);
    }

    /** One of the kinds: how its facts are read, and their ids. */
    private record Of<T extends SpecificRecordBase>(
            DossierKind kind, Function<ViewCodecs, AvroCodec<T>> codec, Function<T, String> id) {}

    private static final Of<SettlementFact> SETTLEMENTS =
            new Of<>(DossierKind.SETTLEMENT, ViewCodecs::settlements, SettlementFact::getId);
    private static final Of<WithdrawalFact> WITHDRAWALS =
            new Of<>(DossierKind.WITHDRAWAL, ViewCodecs::withdrawals, WithdrawalFact::getId);
    private static final Of<BankAccountFact> BANK_ACCOUNTS =
            new Of<>(DossierKind.BANK_ACCOUNT, ViewCodecs::bankAccounts, BankAccountFact::getId);

    Map<String, SettlementFact> settlements(@Nullable String merchantId, List<String> ids) {
        return find(SETTLEMENTS, merchantId, ids);
    }

    Map<String, WithdrawalFact> withdrawals(@Nullable String merchantId, List<String> ids) {
        return find(WITHDRAWALS, merchantId, ids);
    }

    Map<String, BankAccountFact> bankAccounts(@Nullable String merchantId, List<String> ids) {
        return find(BANK_ACCOUNTS, merchantId, ids);
    }

    DossierPage<SettlementFact> settlements(DossierFilter filter) {
        return list(SETTLEMENTS, filter);
    }

    DossierPage<WithdrawalFact> withdrawals(DossierFilter filter) {
        return list(WITHDRAWALS, filter);
    }

    DossierPage<BankAccountFact> bankAccounts(DossierFilter filter) {
        return list(BANK_ACCOUNTS, filter);
    }

    private <T extends SpecificRecordBase> Map<String, T> find(
            Of<T> of, @Nullable String merchantId, List<String> ids) {
        List<ViewAnswer> answers = merchantId == null
                ? asking.byPartition(DossierList.prefixOf(of.kind), ids, some -> new FindDossiers(of.kind, null, some))
                : asking.ofMerchant(merchantId, new FindDossiers(of.kind, merchantId, ids));
        return ViewQueries.byId(ids, decoded(of, answers), of.id);
    }

    /** Of all merchants, each partition gives a page, and what of them is newest is the page. */
    private <T extends SpecificRecordBase> DossierPage<T> list(Of<T> of, DossierFilter filter) {
        String merchantId = filter.merchantId();
        ListDossiers ask = new ListDossiers(
                of.kind,
                merchantId,
                filter.from(),
                filter.to(),
                filter.status(),
                filter.currency(),
                filter.limit(),
                filter.cursor(),
                filter.number());
        List<ViewAnswer> answers = merchantId == null ? asking.everywhere(ask) : asking.ofMerchant(merchantId, ask);
        // A partition that stopped looking has nothing to say of what is older than its stop.
        String stop = answers.stream()
                .map(ViewAnswer::getNextCursor)
                .filter(cursor -> cursor != null)
                .max(Comparator.naturalOrder())
                .orElse(null);
        List<T> newest = decoded(of, answers).stream()
                .filter(each -> stop == null || of.id.apply(each).compareTo(stop) >= 0)
                .sorted(Comparator.comparing(of.id).reversed())
                .toList();
        return newest.size() <= filter.limit()
                ? new DossierPage<>(newest, stop)
                : new DossierPage<>(newest.subList(0, filter.limit()), of.id.apply(newest.get(filter.limit() - 1)));
    }

    private <T extends SpecificRecordBase> List<T> decoded(Of<T> of, List<ViewAnswer> answers) {
        return codecs.with(lent -> {
            List<T> facts = new ArrayList<>();
            answers.forEach(answer -> facts.addAll(ViewQueries.decoded(of.codec.apply(lent), answer.getDossiers())));
            return facts;
        });
    }
}
