/**
 * The way of a command into the log and of its reply back. Writes {@code commands}, reads {@code replies}.
 */
@NullMarked
package dev.kassa.edge.command;

import org.jspecify.annotations.NullMarked;
