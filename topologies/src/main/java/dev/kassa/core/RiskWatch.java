package dev.kassa.core;

import dev.kassa.risk.RiskAssessment;

/**
 * Looks on while the core decides on risk, so that it can be counted. No part of the core's state, and nothing depends on it:
 * a replay is watched by nobody.
 *
 * <p>It is told within the core's step: where a transaction is aborted and its commands are taken again, it is told again.
 */
public interface RiskWatch {
    /** Does not look. */
    RiskWatch NOBODY = new RiskWatch() {
        @Override
        public void judged(RiskAssessment assessment) {}

        @Override
        public void reviewEnded(ReviewEnd end) {}
    };

    /** How a payment ceases to wait for a person. */
    enum ReviewEnd {
        ACCEPT,
        REJECT,
        /** Nobody decided in time. */
        EXPIRED,
        /** The payment was cancelled meanwhile. */
        CANCELLED
    }

    /** A payment was taken, and this was found of it. */
    void judged(RiskAssessment assessment);

    void reviewEnded(ReviewEnd end);
}
