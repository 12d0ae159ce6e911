/**
 * Proves the audit trail: reads {@code audit} from its first record, follows every chain of hashes, and says which commands
 * of callers no record tells of. Writes nothing.
 */
@NullMarked
package dev.kassa.standalone.audit;

import org.jspecify.annotations.NullMarked;
