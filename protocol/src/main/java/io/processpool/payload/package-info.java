/**
 * User objects to bytes and back; the only package that knows Kryo.
 *
 * <p>Functions, items and results enter a {@link io.processpool.payload.BlockEncoder} on the thread
 * that owns them and leave as a {@link io.processpool.message.PayloadBlock}; a {@link
 * io.processpool.payload.BlockDecoder} on the other side turns the block's values back into
 * objects. Both are confined to one thread at a time. Nothing that is read is trusted: classes pass
 * a {@link io.processpool.payload.ClassFilter} before they are loaded and every declared size is
 * compared with the bytes that remain before anything is allocated.
 */
@NullMarked
package io.processpool.payload;

import org.jspecify.annotations.NullMarked;
