/**
 * Programs that are measured. Each runs in a JVM of its own and is sampled on request: a line on
 * standard input asks, a line of JSON on standard output answers.
 */
@NullMarked
package io.processpool.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
