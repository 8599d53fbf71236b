/**
 * Files beside the socket, in the run folder of a pool, for the large arrays of values: whoever
 * sends writes them there, whoever receives reads them from there, and only their place crosses.
 *
 * <p>What lies in them is opaque here. A file is written by one thread at a time and read by one.
 */
@NullMarked
package io.processpool.bulk;

import org.jspecify.annotations.NullMarked;
