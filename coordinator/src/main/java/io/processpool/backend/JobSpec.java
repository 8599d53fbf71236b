package io.processpool.backend;

import io.processpool.message.CallShape;
import io.processpool.message.PayloadBlock;

/**
 * What a backend must know of a job.
 *
 * @param job the job's number in its pool
 * @param shape what kind of function it is
 * @param seed the seed of its items' generators
 * @param taskLimitMicros how long an item may run, 0 for as long as it likes
 * @param atMostOnce whether no item may begin twice
 * @param function one value, the function
 */
public record JobSpec(
    int job,
    CallShape shape,
    long seed,
    long taskLimitMicros,
    boolean atMostOnce,
    PayloadBlock function) {}
