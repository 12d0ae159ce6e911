/** What tests of topologies share. */
@NullMarked
package dev.kassa.stream;

import org.jspecify.annotations.NullMarked;
