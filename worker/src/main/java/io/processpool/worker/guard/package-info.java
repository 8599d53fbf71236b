/**
 * Everything that may end the worker's process, and nothing else.
 *
 * <p>The life line blocks a thread of its own on standard input; exits happen on whichever thread
 * finds the reason, and the first one wins.
 */
@NullMarked
package io.processpool.worker.guard;

import org.jspecify.annotations.NullMarked;
