/**
 * One job above the port: feeds it, accounts for every item, repeats what was lost and keeps
 * results until they are taken.
 *
 * <p>The consumer's thread reads, encodes, waits and decodes here; the backend's threads only
 * settle items under the job's lock.
 */
@NullMarked
package io.processpool.job;

import org.jspecify.annotations.NullMarked;
