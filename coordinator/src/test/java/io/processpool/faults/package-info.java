/**
 * Attacks on the pool: workers and coordinators that are killed, stopped, starved or crash by
 * themselves. {@code T1} to {@code T19} number the scenarios, other numbers are those of
 * docs/conformance.md.
 */
@NullMarked
package io.processpool.faults;

import org.jspecify.annotations.NullMarked;
