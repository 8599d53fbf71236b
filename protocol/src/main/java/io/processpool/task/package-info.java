/**
 * What user code sees on both sides: the functions it writes and the worker they run in.
 *
 * <p>Functions enter through {@code io.processpool.Pool} on a caller's thread, are encoded there,
 * and are called on a worker's task thread. Nothing here knows a socket or a process.
 */
@NullMarked
package io.processpool.task;

import org.jspecify.annotations.NullMarked;
