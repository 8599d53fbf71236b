/** Numbers of items, kept and sent as runs: most follow each other, or are the same. */
@NullMarked
package io.processpool.runs;

import org.jspecify.annotations.NullMarked;
