/**
 * Bytes on the socket, cut into frames; knows no messages, and no library.
 *
 * <p>Frames enter from any thread through {@link io.processpool.frame.FrameSender} and leave for an
 * {@link io.processpool.frame.Outlet} on the thread that flushes; bytes enter {@link
 * io.processpool.frame.FrameAssembler} on the thread that reads, and leave it as frames there.
 */
@NullMarked
package io.processpool.frame;

import org.jspecify.annotations.NullMarked;
