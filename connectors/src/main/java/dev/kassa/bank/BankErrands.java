package dev.kassa.bank;

import dev.kassa.avro.BankCommand;
import dev.kassa.avro.BankOperation;
import dev.kassa.avro.BankOutcome;
import dev.kassa.avro.BankResult;
import dev.kassa.channel.runner.CodecPool;
import dev.kassa.channel.runner.Errand;
import dev.kassa.channel.runner.Errands;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Payouts at a bank, and questions what became of them. A command that is delivered again may have been carried out before:
 * the bank is asked first, and told to pay under the same key only where it knows nothing of it. Thread-safe.
 */
public final class BankErrands implements Errands {
    private static final Logger LOG = LoggerFactory.getLogger(BankErrands.class);
    private static final List<String> RESULTS =
            Stream.of(BankResult.values()).map(BankErrands::word).toList();

    private final CodecPool<BankCommand> commands;
    private final Bank bank;

    public BankErrands(Codecs codecs, Bank bank) {
        this.commands = new CodecPool<>(codecs, Topics.BANK_COMMANDS);
        this.bank = bank;
    }

    @Override
    public Topic<?> topic() {
        return Topics.BANK_COMMANDS;
    }

    @Override
    public List<String> results() {
        return RESULTS;
    }

    @Override
    public Errand read(byte[] value) {
        return new PayoutErrand(commands.decode(value), bank);
    }

    private static String word(BankResult result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    private record PayoutErrand(BankCommand command, Bank bank) implements Errand {
        @Override
        public String merchantId() {
            return command.getMerchantId();
        }

        @Override
        public String subjectId() {
            return command.getWithdrawalId();
        }

        @Override
        public String place() {
            return BankOutcomes.ACTOR;
        }

        @Override
        public Told carryOut(boolean redelivered) {
            try {
                return told(ask(redelivered));
            } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
                LOG.atWarn()
                        .addKeyValue("withdrawal_id", command.getWithdrawalId())
                        .setCause(e)
                        .log("a bank threw");
                return unknown("the bank's client failed: " + e.getClass().getSimpleName());
            }
        }

        private PayoutOutcome ask(boolean redelivered) {
            Payout payout = Payout.of(command);
            boolean question = command.getOperation() == BankOperation.QUERY;
            if (question || redelivered) {
                PayoutOutcome known = bank.query(payout);
                if (question || !(known instanceof PayoutOutcome.NotKnown)) {
                    return known;
                }
            }
            return bank.payOut(payout);
        }

        @Override
        public Told unknown(String reason) {
            return told(new PayoutOutcome.Unknown(reason));
        }

        private Told told(PayoutOutcome outcome) {
            BankOutcome body =
                    BankOutcomes.of(command.getMerchantId(), command.getWithdrawalId(), command.getAttempt(), outcome);
            return new Told(BankOutcomes.ACTOR, body, word(body.getResult()), outcome instanceof PayoutOutcome.Unknown);
        }
    }
}
