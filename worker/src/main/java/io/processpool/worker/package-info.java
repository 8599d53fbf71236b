/**
 * The worker's entry: wires life line, link and runner, and nothing else.
 *
 * <p>Options enter on the command line, the token on standard input; the process leaves through
 * {@link io.processpool.worker.guard.Exits}.
 */
@NullMarked
package io.processpool.worker;

import org.jspecify.annotations.NullMarked;
