/**
 * Values that every worker gets once: written to the pool's run folder on one side, read from it on
 * the other.
 */
@NullMarked
package io.processpool.share;

import org.jspecify.annotations.NullMarked;
