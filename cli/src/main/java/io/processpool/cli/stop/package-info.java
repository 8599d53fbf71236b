/**
 * How a job is ended before its end: by a signal, or by a limit of the user. Signals come in on a
 * thread of the JVM; everything else asks.
 */
@NullMarked
package io.processpool.cli.stop;

import org.jspecify.annotations.NullMarked;
