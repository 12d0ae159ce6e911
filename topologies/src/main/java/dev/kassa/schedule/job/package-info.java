/**
 * What the jobs do that people and reports need: reminders, reconciliation of settlements, statistics, clean-up of notices.
 *
 * <p>Each reads what is committed in topics, from their first record to where they end, and writes notices or statistics. Each
 * comes out the same when it is done twice. Decision 27.
 */
@NullMarked
package dev.kassa.schedule.job;

import org.jspecify.annotations.NullMarked;
