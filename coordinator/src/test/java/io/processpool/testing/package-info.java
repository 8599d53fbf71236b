/**
 * What the tests of several packages share: time, timers, blocks, a backend that follows a script.
 */
@NullMarked
package io.processpool.testing;

import org.jspecify.annotations.NullMarked;
