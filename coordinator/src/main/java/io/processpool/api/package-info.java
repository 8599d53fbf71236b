/**
 * Values, listeners and exceptions of the public API: what a caller hands in besides functions and
 * items, and what it gets back.
 *
 * <p>Everything here is immutable or an interface; nothing here starts a thread or a process.
 *
 * @serial exclude
 */
@NullMarked
package io.processpool.api;

import org.jspecify.annotations.NullMarked;
