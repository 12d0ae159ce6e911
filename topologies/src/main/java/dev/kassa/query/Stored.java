package dev.kassa.query;

import java.nio.ByteBuffer;

/**
 * A fact that was looked at, and the bytes that it was read from: what is answered need not be written again.
 *
 * @param bytes with the id of the schema that wrote them
 */
record Stored<T>(T fact, ByteBuffer bytes) {}
