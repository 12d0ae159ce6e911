/**
 * Shadow runs: a past window of the log, with a changed fee schedule or risk rule. They change nothing.
 *
 * <p>Reads the committed facts of {@code payments}, {@code merchants} as they stand and {@code reference-history}; writes
 * nothing. Fees are priced with the month's volume as it was before each payment, rebuilt from the month's start, so that a
 * run with an unchanged schedule finds no difference. Risk is judged with the signals that stand on each payment. Memory is
 * bounded by the merchants and by the payments under way, not by the length of the window.
 */
@NullMarked
package dev.kassa.shadow;

import org.jspecify.annotations.NullMarked;
