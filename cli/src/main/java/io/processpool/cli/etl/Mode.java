package io.processpool.cli.etl;

/** Where the work is done. */
enum Mode {
  /** In worker JVMs. */
  PROCESSES,
  /** In threads of this JVM. */
  THREADS,
  /** One file after the other on the main thread. */
  SEQUENTIAL
}
