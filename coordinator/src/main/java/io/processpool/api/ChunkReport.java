package io.processpool.api;

import java.time.Duration;

/**
 * Items that travelled together and were all answered. Immutable.
 *
 * @param job the job's id as its {@link JobReport} has it
 * @param worker the place in the pool, 0 to workers - 1
 * @param pid the process
 * @param items how many
 * @param argumentBytes the size of their arguments
 * @param ended when the last answer had arrived, since the pool was opened, on a clock that does
 *     not jump
 * @param turnaround from sending it to the last answer; it may have stood behind another chunk
 * @param decode making objects of arguments, in the worker
 * @param compute in the user's function
 * @param encode making bytes of results, in the worker
 */
public record ChunkReport(
    String job,
    int worker,
    long pid,
    int items,
    long argumentBytes,
    Duration ended,
    Duration turnaround,
    Duration decode,
    Duration compute,
    Duration encode) {}
