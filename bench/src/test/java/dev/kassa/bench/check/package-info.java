/** Proves the checker: a clean log passes, and every seeded bug is caught. */
@NullMarked
package dev.kassa.bench.check;

import org.jspecify.annotations.NullMarked;
