package dev.kassa.edge.session;

/**
 * What a cookie says.
 *
 * @param actor whose key it stands for
 * @param number tells it from the actor's other sessions
 * @param startedMs when it was signed in for
 * @param usedMs when it was last made anew
 */
public record Session(String actor, String number, long startedMs, long usedMs) {
    Session usedAt(long nowMs) {
        return new Session(actor, number, startedMs, nowMs);
    }
}
