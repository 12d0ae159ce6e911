/** {@code ./kassa jobs}: scheduled jobs over Kassa's HTTP API, listed, run, followed and paused. */
@NullMarked
package dev.kassa.standalone.job;

import org.jspecify.annotations.NullMarked;
