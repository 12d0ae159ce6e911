/**
 * The live stream: what happens, told to open pages as server-sent events.
 *
 * <p>Reads the ends of {@code payments}, {@code refunds}, {@code settlements} and {@code withdrawals}, committed records only, and
 * only while somebody listens. What came in a beat is added up and written once for each scope, all merchants or one, and every listener of that scope is sent the
 * same bytes. A listener that was away goes on where it was, as long as its scope remembers; one that is too slow, or was away
 * for longer, is told to begin again. ADR 32.
 */
@NullMarked
package dev.kassa.edge.live;

import org.jspecify.annotations.NullMarked;
