/**
 * The worker's end of the socket: connects, proves who it is, hands jobs and chunks to the runner
 * and sends what comes back.
 *
 * <p>What comes is read on one thread, which keeps the time as well. What is sent is written by
 * whoever sends it: the task thread its answers.
 */
@NullMarked
package io.processpool.worker.link;

import org.jspecify.annotations.NullMarked;
