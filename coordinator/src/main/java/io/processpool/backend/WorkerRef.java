package io.processpool.backend;

/**
 * One worker, for reports and errors.
 *
 * @param index the place in the pool
 * @param number the worker's number, never used again
 * @param pid its process
 */
public record WorkerRef(int index, int number, long pid) {}
