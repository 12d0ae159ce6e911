/**
 * The benchmarks: each starts what it needs, measures for a bounded time, stops what it started, and reports a table with
 * its yardstick beside it.
 */
@NullMarked
package dev.kassa.bench.run;

import org.jspecify.annotations.NullMarked;
