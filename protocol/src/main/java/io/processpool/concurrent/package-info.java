/**
 * Threads and time, so that every other class receives them through its constructor.
 *
 * <p>Nothing else in the project creates a thread or reads a clock; tests hand in their own.
 */
@NullMarked
package io.processpool.concurrent;

import org.jspecify.annotations.NullMarked;
