/** The verbs that a person types: thin, each a picocli command that starts what it names and says what became of it. */
@NullMarked
package dev.kassa.standalone.cli;

import org.jspecify.annotations.NullMarked;
