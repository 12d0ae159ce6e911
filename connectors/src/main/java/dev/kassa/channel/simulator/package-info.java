/**
 * The simulator: a channel with scripted behaviour, as a server of its own that keeps its own record of what it charged,
 * and the {@link dev.kassa.channel.Channel} that speaks to it. What the server's file says was charged is what tests
 * compare the ledger with.
 *
 * <p>{@code SimulatorServer} answers HTTP; {@code SimulatorDesk} plays the script; {@code Books} is what happened, rebuilt
 * from its file of lines at a start; {@code CallbackSender} sends the notifications.
 */
@NullMarked
package dev.kassa.channel.simulator;

import org.jspecify.annotations.NullMarked;
