/**
 * The work on exports, on threads of its own: reads the rows, writes the files, and tells the log how it went.
 *
 * <p>Is told by the topology which exports are this process's, begins them by a command, and works only once the log says that
 * its attempt is the one that counts. Reads {@link dev.kassa.port.Snapshots}, writes {@link dev.kassa.port.FileStore} and
 * {@code export-commands}. What was lost with a process is begun anew, under another name. See ADR 0020.
 */
@NullMarked
package dev.kassa.export.work;

import org.jspecify.annotations.NullMarked;
