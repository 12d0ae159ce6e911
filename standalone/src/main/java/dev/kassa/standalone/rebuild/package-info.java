/**
 * Views and trends made anew from the log while the old ones serve: {@code ./kassa views rebuild}, {@code ./kassa trends rebuild}.
 *
 * <p>It only says which generation is to run and to be read, on {@code view-generations} or
 * {@code trend-generations}, and watches; their instances do the work. So it may be interrupted anywhere, and the next one goes on where it was.
 */
@NullMarked
package dev.kassa.standalone.rebuild;

import org.jspecify.annotations.NullMarked;
