/**
 * Bytes on the socket, cut into frames; knows no messages.
 *
 * <p>Frames enter from any thread through {@link io.processpool.frame.FrameWriter} and leave on the
 * channel's event loop; bytes enter on the event loop and leave {@link
 * io.processpool.frame.FrameDecoder} as frames on the same thread.
 */
@NullMarked
package io.processpool.frame;

import org.jspecify.annotations.NullMarked;
