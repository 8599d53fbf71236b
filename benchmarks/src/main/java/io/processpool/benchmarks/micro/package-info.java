/** Micro-benchmarks for JMH: the parts that a round trip is made of, each by itself. */
@NullMarked
package io.processpool.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
