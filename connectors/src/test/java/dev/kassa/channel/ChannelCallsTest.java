package dev.kassa.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kassa.avro.CallMode;
import dev.kassa.channel.Outcome.Approved;
import dev.kassa.channel.Outcome.Declined;
import dev.kassa.channel.Outcome.FailedForCertain;
import dev.kassa.channel.Outcome.Pending;
import dev.kassa.channel.Outcome.Unknown;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelCallsTest {
    private static final String QUERY = "query pay-1:authorize";
    private static final String CALL = "authorize pay-1:authorize";
    private static final String ABANDON = "abandon pay-1:authorize";
    private static final Outcome YES = new Approved("ch_1");
    private static final Outcome NO = new Declined("card_declined", "no");
    private static final Outcome NEVER = new FailedForCertain("channel_timeout", "nothing will happen");
    private static final Outcome DOWN = new FailedForCertain("channel_unavailable", "down");
    private static final Outcome LATER = new Pending("ch_1");
    private static final Outcome WHO_KNOWS = new Unknown("no answer");
    private static final boolean FIRST = false;
    private static final boolean AGAIN = true;

    /** mode, delivered again, what the query says (null: unseen), what a call says | asked of the channel, outcome. */
    static Stream<Arguments> commands() {
        return Stream.of(
                arguments(CallMode.CALL, FIRST, null, YES, List.of(CALL), YES),
                arguments(CallMode.CALL, FIRST, null, NO, List.of(CALL), NO),
                arguments(CallMode.CALL, FIRST, null, DOWN, List.of(CALL), DOWN),
                arguments(CallMode.CALL, FIRST, null, WHO_KNOWS, List.of(CALL), WHO_KNOWS),
                arguments(CallMode.CALL, FIRST, null, LATER, List.of(CALL), LATER),
                arguments(CallMode.CALL, AGAIN, YES, YES, List.of(QUERY), YES),
                arguments(CallMode.CALL, AGAIN, NO, YES, List.of(QUERY), NO),
                arguments(CallMode.CALL, AGAIN, WHO_KNOWS, YES, List.of(QUERY), WHO_KNOWS),
                arguments(CallMode.CALL, AGAIN, null, YES, List.of(QUERY, CALL), YES),
                arguments(CallMode.RESOLVE, FIRST, YES, YES, List.of(QUERY), YES),
                arguments(CallMode.RESOLVE, FIRST, LATER, YES, List.of(QUERY), LATER),
                arguments(CallMode.RESOLVE, FIRST, NEVER, YES, List.of(QUERY), NEVER),
                arguments(CallMode.RESOLVE, FIRST, WHO_KNOWS, YES, List.of(QUERY), WHO_KNOWS),
                arguments(CallMode.RESOLVE, FIRST, null, YES, List.of(QUERY, CALL), YES),
                arguments(CallMode.RESOLVE, AGAIN, null, NO, List.of(QUERY, CALL), NO),
                // An earlier call may yet arrive: that this one failed for certain does not end the operation.
                arguments(
                        CallMode.RESOLVE,
                        FIRST,
                        null,
                        DOWN,
                        List.of(QUERY, CALL),
                        new Unknown("a repeat failed: channel_unavailable")),
                arguments(CallMode.ABANDON, FIRST, null, YES, List.of(ABANDON), NEVER),
                arguments(CallMode.ABANDON, AGAIN, null, YES, List.of(ABANDON), NEVER));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void modeDecidesWhatIsAsked(
            CallMode mode,
            boolean redelivered,
            @Nullable Outcome query,
            Outcome answer,
            List<String> asked,
            Outcome expected) {
        FakeChannel channel = new FakeChannel("simulator");
        channel.onQuery = call -> Optional.ofNullable(query);
        channel.onCall = call -> answer;

        Outcome outcome = new ChannelCalls().perform(channel, Commands.authorize("pay-1", mode), redelivered);

        assertThat(outcome).isEqualTo(expected);
        assertThat(channel.asked).isEqualTo(asked);
    }

    @Test
    void abandonReportsWhatHasHappened() {
        FakeChannel channel = new FakeChannel("simulator");
        channel.onAbandon = call -> YES;

        assertThat(new ChannelCalls().perform(channel, Commands.authorize("pay-1", CallMode.ABANDON), false))
                .isEqualTo(YES);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whateverAChannelThrowsIsUnknown(Throwable thrown) {
        FakeChannel channel = new FakeChannel("simulator");
        channel.onCall = call -> {
            throw sneaky(thrown);
        };

        assertThat(new ChannelCalls().perform(channel, Commands.authorize("pay-1", CallMode.CALL), false))
                .isInstanceOf(Unknown.class);
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("a bug"),
                new java.io.IOException("undeclared"),
                new StackOverflowError(),
                new NoClassDefFoundError("a jar is missing"),
                new AssertionError("never"));
    }

    @Test
    void aCallUnderWayIsNotMadeBesideItself() throws Exception {
        FakeChannel channel = new FakeChannel("simulator");
        CountDownLatch calling = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        channel.onCall = call -> {
            calling.countDown();
            awaitUnchecked(answer);
            return YES;
        };
        ChannelCalls calls = new ChannelCalls();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome> first =
                    threads.submit(() -> calls.perform(channel, Commands.authorize("pay-1", CallMode.CALL), false));
            calling.await();

            Outcome second = calls.perform(channel, Commands.authorize("pay-1", CallMode.RESOLVE), false);

            answer.countDown();
            assertThat(second).isEqualTo(new Unknown("the call is still under way"));
            assertThat(first.get()).isEqualTo(YES);
            assertThat(channel.asked).containsExactly(CALL, QUERY);
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
