/**
 * The process pool: {@link io.processpool.Pool} starts worker JVMs, runs functions over items in
 * them and brings the results back.
 *
 * <p>The only package that puts the others together. Calls enter on the caller's threads; functions
 * run in other processes; values, options and exceptions are in {@code io.processpool.api}, what
 * user code implements is in {@code io.processpool.task}.
 */
@NullMarked
package io.processpool;

import org.jspecify.annotations.NullMarked;
