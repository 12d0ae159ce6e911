/**
 * Kassa with each application in processes of its own on 127.0.0.1, as few or as many of each as is asked for: what the fault
 * campaign torments, what a stop of one of them is measured on, and what {@code bench/cluster} starts for a person. Everything is
 * kept in one folder; what was started is stopped again, whatever happens.
 */
@NullMarked
package dev.kassa.bench.cluster;

import org.jspecify.annotations.NullMarked;
