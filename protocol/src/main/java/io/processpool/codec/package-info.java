/**
 * Messages to frames and back, in a fixed layout that docs/protocol.md draws.
 *
 * <p>Pure functions for any thread; what a peer sent wrongly leaves as a {@link
 * io.processpool.frame.FrameException}. User objects stay opaque.
 */
@NullMarked
package io.processpool.codec;

import org.jspecify.annotations.NullMarked;
