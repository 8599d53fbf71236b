package io.processpool.dispatch;

import java.util.Set;

/**
 * The dispatcher at one moment.
 *
 * @param queuedChunks chunks that wait for a worker
 * @param inFlightChunks chunks at workers
 * @param lateAnswers answers to leases that had ended
 * @param busyWorkers the numbers of workers that hold a chunk
 * @param broken whether there will be no workers any more
 */
public record DispatchStats(
    int queuedChunks,
    int inFlightChunks,
    long lateAnswers,
    Set<Integer> busyWorkers,
    boolean broken) {}
