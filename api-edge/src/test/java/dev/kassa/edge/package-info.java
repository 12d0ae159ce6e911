/** The edge, asked over HTTP, with a core and views that a test scripts. */
@NullMarked
package dev.kassa.edge;

import org.jspecify.annotations.NullMarked;
