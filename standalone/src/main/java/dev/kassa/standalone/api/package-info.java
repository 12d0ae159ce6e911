/**
 * Kassa's HTTP API as the verbs ask it: where it is, with which key, and what a person is told where it refuses.
 *
 * <p>It knows the API only: nothing of the applications behind it. What a verb asks for is the verb's own.
 */
@NullMarked
package dev.kassa.standalone.api;

import org.jspecify.annotations.NullMarked;
