/**
 * The verb {@code export}: asks for a file over the HTTP API, waits for it, downloads it and checks that it is whole.
 *
 * <p>It knows the API only. A file appears under its name only once its SHA-256 is that which the API tells.
 */
@NullMarked
package dev.kassa.standalone.export;

import org.jspecify.annotations.NullMarked;
