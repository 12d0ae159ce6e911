package dev.kassa.edge.problem;

/**
 * What is wrong with one field.
 *
 * @param pointer JSON pointer into the body; for a query parameter its name behind a slash
 * @param detail what was expected
 */
public record FieldError(String pointer, String detail) {}
