/**
 * The program behind {@code run-coordinator.sh}: the command line as a whole, and how the process
 * ends. Everything runs on the main thread.
 */
@NullMarked
package io.processpool.cli;

import org.jspecify.annotations.NullMarked;
