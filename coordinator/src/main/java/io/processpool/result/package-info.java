/**
 * Puts answers back into the caller's hands: in a list, lazily, or in a future.
 *
 * <p>Answers leave the job encoded and are decoded here, on the thread that takes them.
 */
@NullMarked
package io.processpool.result;

import org.jspecify.annotations.NullMarked;
