/** Jobs, their runs, the notices that people are to see and what checks of the ledger came to, as tables in memory: each edge reads the topics whole. */
@NullMarked
package dev.kassa.edge.job;

import org.jspecify.annotations.NullMarked;
