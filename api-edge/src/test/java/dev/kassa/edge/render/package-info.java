/** Tests of the room of the same name. */
@NullMarked
package dev.kassa.edge.render;

import org.jspecify.annotations.NullMarked;
