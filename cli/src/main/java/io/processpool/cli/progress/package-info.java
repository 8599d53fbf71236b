/**
 * What a person sees while a command runs: a terminal or a pipe, the progress line, and where each
 * line goes. Results go to standard output, everything else to standard error. Called from the main
 * thread, from callback threads of the pool and from a timer.
 */
@NullMarked
package io.processpool.cli.progress;

import org.jspecify.annotations.NullMarked;
