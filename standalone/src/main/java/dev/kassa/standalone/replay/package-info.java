/**
 * Sends a file of orders through the HTTP API, as a merchant's own system would, and says what became of every row.
 *
 * <p>It promises that the rows of one order are sent in file order, one after the other; that a row is repeated with the
 * same content until it gets a definite answer; and that a second run of the same file changes nothing, as every request
 * carries its natural key. It knows the API only: nothing of the applications behind it.
 */
@NullMarked
package dev.kassa.standalone.replay;

import org.jspecify.annotations.NullMarked;
