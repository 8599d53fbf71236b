/**
 * The program behind {@code bench.sh}: what is measured is data ({@link Catalog}); this samples it
 * in turn, computes ratios and prints them. Everything runs on the main thread.
 */
@NullMarked
package io.processpool.benchmarks.driver;

import org.jspecify.annotations.NullMarked;
