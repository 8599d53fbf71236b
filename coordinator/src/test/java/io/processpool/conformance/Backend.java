package io.processpool.conformance;

import io.processpool.Pool;
import io.processpool.PoolBuilder;

/** What runs the tasks of a suite. */
enum Backend {
  /** Worker JVMs. */
  PROCESSES,
  /** Threads of the test's JVM. */
  THREADS;

  PoolBuilder builder(int workers) {
    PoolBuilder builder = Pool.builder().workers(workers);
    return this == THREADS ? builder.inProcess() : builder;
  }

  Pool open(int workers) {
    return builder(workers).open();
  }
}
