/**
 * What coordinator and worker say to each other, as values without a byte layout.
 *
 * <p>Made on one side's threads, turned into bytes by {@code codec}, and read on the other side's
 * event loop. User objects inside are opaque bytes ({@link io.processpool.message.PayloadBlock}).
 */
@NullMarked
package io.processpool.message;

import org.jspecify.annotations.NullMarked;
