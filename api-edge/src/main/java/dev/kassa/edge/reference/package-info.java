/**
 * What all merchants share, as this edge knows it: reads {@code reference} as a table and {@code reference-applied} for the
 * positions from which each change holds; {@code reference-history} is read when somebody asks for it.
 */
@NullMarked
package dev.kassa.edge.reference;

import org.jspecify.annotations.NullMarked;
