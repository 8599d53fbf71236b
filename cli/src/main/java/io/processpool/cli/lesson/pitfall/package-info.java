/**
 * The five ways to make a pool slower than a loop, each measured, each with the way out. The sizes
 * come in from the command line, demonstrations leave; all on the main thread.
 */
@NullMarked
package io.processpool.cli.lesson.pitfall;

import org.jspecify.annotations.NullMarked;
