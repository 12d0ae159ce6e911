package dev.kassa.standalone.replay;

import dev.kassa.standalone.api.ApiClient;
import dev.kassa.standalone.api.ApiClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks again, ever less often, until an answer is definite or the time is up. Only for requests that may be repeated.
 * Thread-safe; blocks.
 *
 * @param max how long to go on
 */
public record Patience(Duration max) {
    private static final Duration PAUSE_FIRST = Duration.ofMillis(50);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

    /** One try. */
    interface Attempt {
        Answer make() throws IOException, InterruptedException;
    }

    /**
     * @param definite what an answer means, or null where it settles nothing
     * @param givenUp what it means that none came, from the last thing seen
     */
    <T> T ask(Attempt attempt, Function<Answer, @Nullable T> definite, Function<String, T> givenUp)
            throws InterruptedException {
        long giveUpAt = System.nanoTime() + max.toNanos();
        Duration pause = PAUSE_FIRST;
        while (true) {
            String lastSeen;
            Duration asked = Duration.ZERO;
            try {
                Answer answer = attempt.make();
                T result = definite.apply(answer);
                if (result != null) {
                    return result;
                }
                lastSeen = answer.status() == 202 ? "still_processing" : answer.code();
                asked = answer.retryAfter();
            } catch (IOException connectionLost) {
                lastSeen = ApiClient.nobodyListens(connectionLost) ? "nobody_listens" : "connection_lost";
            }
            Duration wait = asked.compareTo(pause) > 0 ? asked : pause;
            if (System.nanoTime() + wait.toNanos() > giveUpAt) {
                return givenUp.apply(lastSeen);
            }
            Thread.sleep(wait);
            pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause.multipliedBy(2);
        }
    }

    /** Whether a status settles nothing: taken in only, too busy, or broken on the way. */
    static boolean settlesNothing(int status) {
        return status == 202 || status == 408 || status == 429 || status >= 500;
    }
}
