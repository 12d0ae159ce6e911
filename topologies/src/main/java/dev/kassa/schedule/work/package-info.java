/**
 * The work of jobs, on threads of its own, beside the log.
 *
 * <p>Reads {@code job-runs}, claims a run by a report on {@code job-commands}, and begins once the schedule says that its
 * attempt is the one that counts. Decision 27.
 */
@NullMarked
package dev.kassa.schedule.work;

import org.jspecify.annotations.NullMarked;
