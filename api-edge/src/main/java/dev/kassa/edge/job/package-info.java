/** Jobs, their runs and the notices that people are to see, as tables in memory: each edge reads the topics whole. */
@NullMarked
package dev.kassa.edge.job;

import org.jspecify.annotations.NullMarked;
