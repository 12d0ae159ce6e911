/**
 * The two places where files are kept, behind {@link dev.kassa.port.FileStore}: a folder, which is the default, and a bucket
 * of any store that speaks S3.
 *
 * <p>{@link dev.kassa.filestore.FileStores} makes the one that the settings name. The classes of the S3 client are loaded
 * only where a bucket is named. See ADR 0019.
 */
@NullMarked
package dev.kassa.filestore;

import org.jspecify.annotations.NullMarked;
