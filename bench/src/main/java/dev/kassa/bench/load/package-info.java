/**
 * Load over HTTP with as little machinery as can be, since it shares two cores with what it measures: one thread, one
 * selector, kept-alive connections, and just enough HTTP/1.1 to read an answer.
 *
 * <p>Closed loop: each connection asks again as soon as it is answered. Open loop: requests are due at a steady rate
 * whatever the answers do, and latency counts from the moment at which a request was due, so a stall is not hidden by
 * the requests that it held back (coordinated omission).
 */
@NullMarked
package dev.kassa.bench.load;

import org.jspecify.annotations.NullMarked;
