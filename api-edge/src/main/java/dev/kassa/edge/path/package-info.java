/**
 * The way of one payment through the log: every record that is about it, from the command that asked for it on, with where it
 * stands. Read from the topics themselves when it is asked for, within bounds; few ask.
 */
@NullMarked
package dev.kassa.edge.path;

import org.jspecify.annotations.NullMarked;
