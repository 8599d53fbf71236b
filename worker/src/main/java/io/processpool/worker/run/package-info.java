/**
 * Runs chunks: from the inbox through the user's function to the result sink.
 *
 * <p>Jobs and chunks enter from the event loop, user code runs on the one task thread, results
 * leave on it or on the flush timer. Nothing here knows a socket or ends the process, so the same
 * code runs in a worker JVM and inside another backend.
 */
@NullMarked
package io.processpool.worker.run;

import org.jspecify.annotations.NullMarked;
