/**
 * What the edge asks of the rest of the house without knowing it: reads over the views, runs over the past, the channels'
 * callbacks, settlements' statements, the place where files are kept, and the settings that Kassa ships with.
 */
@NullMarked
package dev.kassa.port;

import org.jspecify.annotations.NullMarked;
