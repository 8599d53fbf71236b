/**
 * How a pool behaves, as its users see it: each contract runs over worker processes and over the
 * threads of an in-process pool. The numbers are those of docs/conformance.md.
 */
@NullMarked
package io.processpool.conformance;

import org.jspecify.annotations.NullMarked;
