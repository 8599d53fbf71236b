package io.processpool.dispatch;

import io.processpool.message.ItemsDone;

/**
 * An answer of a worker.
 *
 * @param done what it said
 * @param bytes what that took on the wire
 */
public record Received(ItemsDone done, long bytes) {}
