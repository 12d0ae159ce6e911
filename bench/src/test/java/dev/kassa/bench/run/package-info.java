/** Proves the load generator against a server that answers as it is told. */
@NullMarked
package dev.kassa.bench.run;

import org.jspecify.annotations.NullMarked;
