/**
 * What simulators are made of: a small HTTP server and its client, their JSON, and a file of lines that outlives a kill.
 *
 * <p>It is ours because the simulators share their machine with what they serve, and the JDK's server and client took
 * several times the processor time.
 */
@NullMarked
package dev.kassa.wire;

import org.jspecify.annotations.NullMarked;
