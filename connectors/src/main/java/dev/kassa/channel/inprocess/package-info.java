/** A channel that lives in this process and says yes at once: for benchmarks, so that they measure the log and not HTTP. */
@NullMarked
package dev.kassa.channel.inprocess;

import org.jspecify.annotations.NullMarked;
