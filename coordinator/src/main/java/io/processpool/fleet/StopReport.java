package io.processpool.fleet;

/**
 * How a fleet ended.
 *
 * @param killed workers that did not go by themselves
 */
public record StopReport(int killed) {}
