/**
 * Numbers: where a job's time went and what crossed the wire, as sums that are read at the end.
 *
 * <p>Written where the thing happens, read as immutable reports of {@code api}.
 */
@NullMarked
package io.processpool.trace;

import org.jspecify.annotations.NullMarked;
