/**
 * {@code --profile}: a flight recording in every worker, merged into one table of methods. Workers
 * write, the main thread reads when they have ended.
 */
@NullMarked
package io.processpool.cli.profile;

import org.jspecify.annotations.NullMarked;
