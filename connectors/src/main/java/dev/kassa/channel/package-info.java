/**
 * Channels: the outside that moves the money. A {@link dev.kassa.channel.Channel} makes one call and says what is known
 * for certain; {@link dev.kassa.channel.ChannelCalls} turns a command's mode into calls; the runner beside it takes
 * commands off {@code channel-commands} and writes what became of them to {@code commands}.
 *
 * <p>The promise of this room: a call that may have happened is never reported as one that did not.
 */
@NullMarked
package dev.kassa.channel;

import org.jspecify.annotations.NullMarked;
