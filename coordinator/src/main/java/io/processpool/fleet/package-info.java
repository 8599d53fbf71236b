/**
 * Keeps a pool's workers alive: starts, replaces and ends their processes.
 *
 * <p>Every decision is made on the fleet's one thread; process ends, connections and answers are
 * handed to it as events. Others see immutable snapshots.
 */
@NullMarked
package io.processpool.fleet;

import org.jspecify.annotations.NullMarked;
