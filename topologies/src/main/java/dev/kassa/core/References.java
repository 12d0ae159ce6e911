package dev.kassa.core;

import dev.kassa.avro.BlacklistBody;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.HolidayBody;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.avro.SettingBody;
import dev.kassa.pricing.FeeSchedule;
import dev.kassa.pricing.FeeTerms;
import dev.kassa.pricing.Tiers;
import dev.kassa.reference.Merchant;
import dev.kassa.reference.MoneySetting;
import dev.kassa.reference.ReferenceKind;
import dev.kassa.risk.Blacklist;
import dev.kassa.risk.BlacklistEntry;
import dev.kassa.risk.OperatorRule;
import dev.kassa.risk.RiskSettings;
import dev.kassa.schema.AvroCodec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What all merchants share, as it holds on this partition: all of it in memory, ready to be used, and in the store for
 * the next start. Not thread-safe.
 */
final class References {
    /** How many entries of all kinds there may be. */
    static final int ENTRIES_MAX = 100_000;

    private static final Bytes FIRST = Keys.of("");
    private static final Bytes AFTER_LAST = Bytes.wrap(new byte[] {(byte) 0xFF});
    private static final FeeTerms FREE = new FeeTerms("", 0, 0, 0, 0, null);

    private final KeyValues store;
    private final AvroCodec<ReferenceFact> codec;
    private final Map<String, FeeSchedule> feeSchedules = new HashMap<>();
    private final Map<String, OperatorRule> rulesByName = new TreeMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, Boolean> holidays = new HashMap<>();
    private List<OperatorRule> rules = List.of();
    private RiskSettings riskSettings = RiskSettings.SHIPPED;
    private final Set<BlacklistEntry> blacklisted = new HashSet<>();
    private @Nullable Blacklist blacklist = Blacklist.EMPTY;
    private int entries;

    References(KeyValues store, AvroCodec<ReferenceFact> codec) {
        this.store = store;
        this.codec = codec;
        for (KeyValues.Entry entry : store.scan(FIRST, AFTER_LAST, Integer.MAX_VALUE)) {
            take(codec.decode(entry.value()));
            entries++;
        }
    }

    /** As it stands; null where there is none. */
    @Nullable
    ReferenceFact find(ReferenceKind kind, String key) {
        byte[] stored = store.get(Keys.of(kind.word(), key));
        return stored == null ? null : codec.decode(stored);
    }

    boolean isFull() {
        return entries >= ENTRIES_MAX;
    }

    /** Takes a change over; from now on it holds. */
    byte[] put(ReferenceKind kind, ReferenceFact fact) {
        Bytes key = Keys.of(kind.word(), fact.getKey());
        byte[] bytes = codec.encode(fact);
        boolean known = store.get(key) != null;
        if (fact.getBody() == null) {
            store.delete(key);
            entries -= known ? 1 : 0;
        } else {
            store.put(key, bytes);
            entries += known ? 0 : 1;
        }
        take(fact);
        return bytes;
    }

    private void take(ReferenceFact fact) {
        switch (ReferenceKind.known(fact.getKind())) {
            case FEE_SCHEDULE -> takeFeeSchedule(fact);
            case SETTING -> takeSetting(fact);
            case RISK_RULE -> takeRule(fact);
            case BLACKLIST -> takeBlacklist(fact);
            case HOLIDAY -> takeHoliday(fact);
            case EXCHANGE_RATE, PLATFORM_KEY -> {
                // Nothing in the core converts between currencies yet, and whose a key is is looked up when it is
                // asked.
            }
        }
    }

    private void takeFeeSchedule(ReferenceFact fact) {
        if (fact.getBody() instanceof FeeScheduleBody body) {
            feeSchedules.put(fact.getKey(), ReferenceCodec.feeSchedule(fact.getKey(), fact.getVersion(), body));
        } else {
            feeSchedules.remove(fact.getKey());
        }
    }

    private void takeSetting(ReferenceFact fact) {
        if (fact.getBody() instanceof SettingBody body) {
            settings.put(fact.getKey(), body.getValue());
        } else {
            settings.remove(fact.getKey());
        }
        RiskSettings changed = RiskSettings.SHIPPED;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            changed = changed.with(setting.getKey(), setting.getValue());
        }
        riskSettings = changed;
    }

    private void takeHoliday(ReferenceFact fact) {
        if (fact.getBody() instanceof HolidayBody body) {
            holidays.put(fact.getKey(), body.getBusinessDay());
        } else {
            holidays.remove(fact.getKey());
        }
    }

    private void takeRule(ReferenceFact fact) {
        if (fact.getBody() instanceof RiskRuleBody body && body.getEnabled()) {
            rulesByName.put(fact.getKey(), ReferenceCodec.rule(fact.getKey(), body));
        } else {
            rulesByName.remove(fact.getKey());
        }
        rules = List.copyOf(new ArrayList<>(rulesByName.values()));
    }

    private void takeBlacklist(ReferenceFact fact) {
        BlacklistEntry entry = ReferenceCodec.blacklistEntry(fact.getKey());
        if (fact.getBody() instanceof BlacklistBody) {
            blacklisted.add(entry);
        } else {
            blacklisted.remove(entry);
        }
        blacklist = null;
    }

    /** Whether a merchant can be given the schedule. */
    boolean hasFeeSchedule(String id) {
        return feeSchedules.containsKey(id) || Tiers.of(id).isPresent();
    }

    /**
     * The prices of a payment: its merchant's own schedule's where one of its rules fits, else its tier's, as shipped or
     * as the operator has changed it.
     *
     * @param monthVolume captured in the month before it, minor units
     */
    FeeTerms fees(Merchant merchant, String currency, String channel, LocalDate businessDate, long monthVolume) {
        String own = merchant.feeSchedule();
        FeeTerms terms = own == null ? null : terms(own, currency, channel, businessDate, monthVolume);
        if (terms == null) {
            terms = terms(merchant.tier(), currency, channel, businessDate, monthVolume);
        }
        // Whatever cannot be priced is refused elsewhere: the currency is none that anybody knows.
        return terms == null ? FREE : terms;
    }

    private @Nullable FeeTerms terms(
            String scheduleId, String currency, String channel, LocalDate businessDate, long monthVolume) {
        FeeSchedule changed = feeSchedules.get(scheduleId);
        FeeTerms terms = changed == null
                ? null
                : changed.termsFor(currency, channel, businessDate, monthVolume).orElse(null);
        return terms != null
                ? terms
                : Tiers.of(scheduleId)
                        .flatMap(tier -> tier.termsFor(currency, channel, businessDate, monthVolume))
                        .orElse(null);
    }

    /** A number that settlements and withdrawals go by, as it is held. */
    long value(MoneySetting setting) {
        String changed = settings.get(setting.setting());
        return changed == null ? setting.shipped() : setting.form().parse(setting.setting(), changed);
    }

    /** What an operator said of a day such as {@code GB-2026-12-28}: whether it is a business day; null: nothing. */
    @Nullable
    Boolean saidOfDay(String calendarAndDate) {
        return holidays.get(calendarAndDate);
    }

    RiskSettings riskSettings() {
        return riskSettings;
    }

    List<OperatorRule> rules() {
        return rules;
    }

    /** Made anew after a change, when it is asked for. */
    Blacklist blacklist() {
        Blacklist made = blacklist;
        if (made == null) {
            made = new Blacklist(blacklisted);
            blacklist = made;
        }
        return made;
    }
}
