package dev.kassa.core;

/**
 * Where and when a command stands in the log: all that the core ever knows of time and place.
 *
 * @param timestampMs the log's own append time
 */
public record Moment(int partition, long offset, long timestampMs) {}
