package io.processpool.api;

/**
 * What became of a pool's work and workers when it was closed. Immutable.
 *
 * @param itemsDone items answered with a result in the pool's life
 * @param itemsFailed items that ended with a failure
 * @param itemsCancelled items that were read and then cancelled
 * @param workersKilled workers that were killed: they did not go within the limit, nor within some
 *     7 s, which is what their shutdown hooks have
 */
public record CloseReport(
    long itemsDone, long itemsFailed, long itemsCancelled, int workersKilled) {}
