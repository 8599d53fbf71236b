/**
 * The same work one after the other, in threads, in virtual threads and in processes. The sizes
 * come in from the command line, a demonstration for each kind of work leaves.
 */
@NullMarked
package io.processpool.cli.lesson.compare;

import org.jspecify.annotations.NullMarked;
