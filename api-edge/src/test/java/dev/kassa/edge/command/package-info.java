/** Tests of the room of the same name. */
@NullMarked
package dev.kassa.edge.command;

import org.jspecify.annotations.NullMarked;
