/**
 * The schedule: says when each job runs, whose attempt at it counts, and tells people when one failed or is late.
 *
 * <p>Reads {@code job-commands} alone: ticks, what people ask for, what workers report. Writes {@code jobs} and
 * {@code job-runs} as facts, {@code notices}, {@code replies}, and {@code settlement-runs} for the one job that the
 * settlement application carries out. A slot becomes a run with an id that follows from it, so it runs once whatever
 * restarts. All time is the log's. Decision 27.
 */
@NullMarked
package dev.kassa.schedule;

import org.jspecify.annotations.NullMarked;
