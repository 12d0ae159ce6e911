/**
 * The parts of Kassa as running things, and the node that starts them all in one process and in the right order.
 *
 * <p>A part is started by {@code start}, says {@code ready} when it can do its work, and is stopped by {@code close}. Each
 * needs only the addresses of Kafka and of the registry, so each can also be run alone, in a process of its own. A node
 * says {@code ready} when a payment could be made. It owns a data folder, and it is closed in the order in which work
 * flows: first the edge, then who works for it, last the broker.
 */
@NullMarked
package dev.kassa.standalone.node;

import org.jspecify.annotations.NullMarked;
