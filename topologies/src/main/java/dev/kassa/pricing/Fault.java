package dev.kassa.pricing;

/**
 * What is wrong with a fee schedule.
 *
 * @param pointer RFC 6901 JSON pointer into the schedule as the API writes it
 * @param sentence for whoever wrote it
 */
public record Fault(String pointer, String sentence) {}
