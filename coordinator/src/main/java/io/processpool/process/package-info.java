/**
 * Operating-system processes: how a worker JVM is started, watched, ended and explained.
 *
 * <p>In goes a description of a worker ({@link io.processpool.process.WorkerCommand}); out come a
 * running process, the lines that it prints and the reason of its end. Starting and killing happen
 * on the caller's thread and may block for some milliseconds; three daemon threads per worker read
 * its output, wait for its end and kill what it has left behind. Nothing here knows pools, jobs or
 * what is said on the socket.
 */
@NullMarked
package io.processpool.process;

import org.jspecify.annotations.NullMarked;
