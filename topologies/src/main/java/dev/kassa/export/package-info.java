/**
 * Exports: files of payments, refunds, journal entries or balances, made once however often the work is begun.
 *
 * <p>Reads {@code export-commands}, writes {@code exports} as facts and {@code replies} for callers. Rules decide who may
 * ask, whose word counts and when an export is over, by the log's time. The topology never writes a file: it tells the
 * {@link dev.kassa.export.ExportDesk} of its process what is to be done, and hears of the outcome as a command. Each attempt
 * has a file of its own, and only the fact that an export is completed makes one of them the export's. See ADR 0020.
 */
@NullMarked
package dev.kassa.export;

import org.jspecify.annotations.NullMarked;
