/**
 * Cuts the input into chunks.
 *
 * <p>Items enter from the user's iterator and leave encoded, both on the thread that takes the
 * results. How many go together is decided here, from values alone.
 */
@NullMarked
package io.processpool.chunk;

import org.jspecify.annotations.NullMarked;
