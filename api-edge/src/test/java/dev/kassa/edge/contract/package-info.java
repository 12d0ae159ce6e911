/** Tests of the room of the same name. */
@NullMarked
package dev.kassa.edge.contract;

import org.jspecify.annotations.NullMarked;
