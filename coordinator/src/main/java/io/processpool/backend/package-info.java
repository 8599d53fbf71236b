/**
 * The port between jobs and whatever runs their chunks: local worker JVMs, threads of this JVM, or
 * a cluster.
 *
 * <p>Chunks enter from consumers' threads. A backend makes one attempt at each and tells its
 * listener how that went, on a thread of its own. Retries, order and limits are above this line;
 * only JDK types, encoded bytes and plain messages cross it.
 */
@NullMarked
package io.processpool.backend;

import org.jspecify.annotations.NullMarked;
