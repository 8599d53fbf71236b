package io.processpool.api;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far a job is. Immutable.
 *
 * @param done items with a result
 * @param failed items with a failure
 * @param total how many there will be, if the input or a hint says
 * @param elapsed since the job began
 */
public record JobProgress(long done, long failed, OptionalLong total, Duration elapsed) {}
