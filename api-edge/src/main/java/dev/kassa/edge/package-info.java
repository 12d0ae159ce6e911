/**
 * The HTTP edge: reads a request, knows who asks, checks it against the contract, and produces a command or queries a view.
 *
 * <p>Comes in: HTTP. Goes out: commands on the log, answers from replies and views. There is no business rule here: what a
 * request means is decided by the core. All routes are on one page, {@link dev.kassa.edge.Routes}.
 */
@NullMarked
package dev.kassa.edge;

import org.jspecify.annotations.NullMarked;
