/**
 * What the edge asks of the rest of the house without knowing it: reads over the views, and the channels' callbacks.
 */
@NullMarked
package dev.kassa.port;

import org.jspecify.annotations.NullMarked;
