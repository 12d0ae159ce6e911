/**
 * The archive: rows of the views that nobody has changed for long, in files instead of in the stores.
 *
 * <p>{@link dev.kassa.archive.ArchiveJob} writes the files, which are Avro object container files with a manifest beside
 * each, and then tells of each in one record of {@code archives}. The views read that topic, put a
 * {@link dev.kassa.archive.ArchivePointer} in the place of each row, and follow it when they are asked, through
 * {@link dev.kassa.archive.ArchiveFiles}. A file that no record tells of is never read. ADR 30 has the reasons.
 */
@NullMarked
package dev.kassa.archive;

import org.jspecify.annotations.NullMarked;
