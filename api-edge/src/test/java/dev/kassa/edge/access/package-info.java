/** Tests of who asks, and how much. */
@NullMarked
package dev.kassa.edge.access;

import org.jspecify.annotations.NullMarked;
