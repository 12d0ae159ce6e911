/** Tests of the room of the same name. */
@NullMarked
package dev.kassa.edge.geo;

import org.jspecify.annotations.NullMarked;
