/**
 * What the edge asks of the rest of the house without knowing it: reads over the views, the channels' callbacks, and the place
 * where files are kept.
 */
@NullMarked
package dev.kassa.port;

import org.jspecify.annotations.NullMarked;
