/**
 * One operation at a channel as the core follows it: asked, answered, or in doubt and asked again.
 *
 * <p>Rules only. No answer means unknown, and unknown is resolved by asking, never by guessing: first whether the channel
 * knows the key, at last by making certain that nothing can happen under it.
 */
@NullMarked
package dev.kassa.channelcall;

import org.jspecify.annotations.NullMarked;
