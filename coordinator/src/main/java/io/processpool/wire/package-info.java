/**
 * The coordinator's end of the sockets: accepts workers, checks who they are, carries messages.
 *
 * <p>Everything here runs on the pool's one event loop, which only carries: it hands over and
 * returns. Messages out are offered by any thread.
 */
@NullMarked
package io.processpool.wire;

import org.jspecify.annotations.NullMarked;
