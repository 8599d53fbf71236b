/**
 * Workers that are threads of this process, for stepping through a job with a debugger.
 *
 * <p>Chunks take the same way as to a process, coding included, but no socket and no boundary: a
 * task that exits or crashes takes the program along, and one that does not end cannot be stopped.
 */
@NullMarked
package io.processpool.inprocess;

import org.jspecify.annotations.NullMarked;
