/**
 * The settlement application: it adds up the journal by merchant, currency and business date, draws up what the core has
 * cut, and has the core close what is due when the schedule says so.
 *
 * <p>Reads journal, settlement-cuts, settlement-runs and merchants; writes commands and job-commands. A cut is drawn up
 * once the journal has been read up to it, so what is drawn up follows from the log alone. Decision 25.
 */
@NullMarked
package dev.kassa.settlement.window;

import org.jspecify.annotations.NullMarked;
