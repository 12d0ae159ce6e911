package dev.kassa.edge.web;

/**
 * A file of the dashboard. Its bytes are not to be changed.
 *
 * @param tag changes with its bytes
 */
public record WebFile(String contentType, byte[] bytes, byte[] gzipped, String tag) {}
