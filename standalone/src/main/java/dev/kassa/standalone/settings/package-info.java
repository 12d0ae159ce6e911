/**
 * What the applications of an installation may be told: the catalogue of settings, and how a file, the environment and the
 * command line are laid over one another. It reads files of properties and writes nothing. Each setting is typed, bounded and
 * explained by its definition in Kafka's {@code ConfigDef}; {@code docs/settings.md} is generated from that.
 */
@NullMarked
package dev.kassa.standalone.settings;

import org.jspecify.annotations.NullMarked;
