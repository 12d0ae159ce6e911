/**
 * Exports as this edge knows them: reads {@code exports} as a table, and signs the links under which files are downloaded.
 */
@NullMarked
package dev.kassa.edge.export;

import org.jspecify.annotations.NullMarked;
