/**
 * The worker's end of the socket: connects, proves who it is, hands jobs and chunks to the runner
 * and sends what comes back.
 *
 * <p>Everything here runs on the one event loop, except that results are offered by the task
 * thread.
 */
@NullMarked
package io.processpool.worker.link;

import org.jspecify.annotations.NullMarked;
