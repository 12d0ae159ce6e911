/** The command lines of the benchmarks and of the fault campaign. */
@NullMarked
package dev.kassa.bench;

import org.jspecify.annotations.NullMarked;
