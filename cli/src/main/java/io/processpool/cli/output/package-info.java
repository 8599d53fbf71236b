/**
 * What a command leaves behind besides its results: the log and the summary. Set up and written on
 * the main thread.
 */
@NullMarked
package io.processpool.cli.output;

import org.jspecify.annotations.NullMarked;
