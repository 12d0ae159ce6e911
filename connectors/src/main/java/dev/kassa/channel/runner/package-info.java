/**
 * Takes commands off {@code channel-commands}, makes the calls on virtual threads, and writes what became of each to
 * {@code commands}. A record counts as done only once its outcome is in the log; until then it comes back, and what comes
 * back is asked about before it is called again. Two intakes are offered, a share group and a plain consumer group, so
 * that both can be measured.
 */
@NullMarked
package dev.kassa.channel.runner;

import org.jspecify.annotations.NullMarked;
