/**
 * The embedded default: a broker, a schema registry and every application of Kassa in one process, on one data folder.
 *
 * <p>It promises that {@code ready} means a payment can be made, that a folder is used by one process at a time, that a
 * stop is clean within ten seconds, and that a start after kill -9 finds everything that was acknowledged. It is the only
 * module that knows all the others; none knows it but the benchmarks.
 */
@NullMarked
package dev.kassa.standalone;

import org.jspecify.annotations.NullMarked;
