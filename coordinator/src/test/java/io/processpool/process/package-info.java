/** Tests of processes, with real JVMs where a process is meant. */
@NullMarked
package io.processpool.process;

import org.jspecify.annotations.NullMarked;
