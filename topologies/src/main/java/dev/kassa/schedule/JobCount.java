package dev.kassa.schedule;

/**
 * Something that a run counted.
 *
 * @param name such as settlements or entries
 */
public record JobCount(String name, long value) {}
