/**
 * The command {@code etl}: reads each WAV file, adds noise, clips, writes it under a new name.
 *
 * <p>Enters: names of files and options, on the main thread. What travels to a worker is a pair of
 * names; what comes back is a count and a time. The samples never leave the worker.
 */
@NullMarked
package io.processpool.cli.etl;

import org.jspecify.annotations.NullMarked;
