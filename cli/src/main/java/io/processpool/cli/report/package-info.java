/**
 * The page of {@code --report}: recorders listen to pools on callback threads and keep a bounded
 * summary; when the command ends, the main thread makes one file of what they heard.
 */
@NullMarked
package io.processpool.cli.report;

import org.jspecify.annotations.NullMarked;
