/**
 * Decides which worker runs which chunk.
 *
 * <p>Chunks enter from consumers, answers from the event loop, workers from the fleet's thread. One
 * lock guards all of it: decisions are made under it, sockets are flushed and listeners told after.
 */
@NullMarked
package io.processpool.dispatch;

import org.jspecify.annotations.NullMarked;
