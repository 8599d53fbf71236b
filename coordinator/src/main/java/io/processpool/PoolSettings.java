package io.processpool;

import io.processpool.api.JobOptions;
import io.processpool.api.PoolListener;
import io.processpool.payload.ClassFilter;
import io.processpool.process.WorkerJvm;
import io.processpool.task.WorkerInitializer;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pool is built with, frozen. */
record PoolSettings(
    String name,
    int workers,
    int spareWorkers,
    long workerHeap,
    List<String> workerJvmArguments,
    Map<String, String> workerEnvironment,
    Optional<Path> javaHome,
    List<Path> classPath,
    Optional<WorkerInitializer> initializer,
    Optional<List<String>> resultTypes,
    Duration startTimeout,
    Recycling recycling,
    JobOptions defaults,
    PoolListener listener,
    boolean allowNested,
    boolean workerArchive,
    Kind kind) {

  /** What does the work. */
  enum Kind {
    /** JVMs that are replaced when they die. */
    WORKERS,
    /** Threads of this process. */
    THREADS,
    /** A JVM that runs one task, and is not replaced. */
    ONE_TASK
  }

  static final int MOST_WORKERS = 1024;

  private static final long LEAST_HEAP_BYTES = 16L << 20;

  /** Milliseconds count no further than some hundred million years. */
  private static final Duration LONGEST_START = Duration.ofDays(36_500);

  /**
   * Checks all values.
   *
   * @throws IllegalArgumentException that lists all that is wrong
   */
  PoolSettings {
    List<String> problems = new ArrayList<>();
    if (workers < 1 || workers > MOST_WORKERS) {
      problems.add("workers=" + workers + " (expected: 1 to " + MOST_WORKERS + ")");
    }
    if (workerHeap != 0 && workerHeap < LEAST_HEAP_BYTES) {
      problems.add(
          "workerHeap=" + workerHeap + " bytes (expected: " + LEAST_HEAP_BYTES + " or more)");
    }
    if (startTimeout.isNegative() || startTimeout.isZero()) {
      problems.add("startTimeout=" + startTimeout + " (expected: more than 0)");
    }
    try {
      filter(resultTypes);
    } catch (IllegalArgumentException e) {
      problems.add("resultTypes: " + e.getMessage());
    }
    if (spareWorkers < 0 || spareWorkers > workers) {
      problems.add(
          "spareWorkers=" + spareWorkers + " (expected: 0 to " + workers + ", the workers)");
    }
    if (spareWorkers > 0 && recycling.idleTimeout().isPresent()) {
      problems.add("spareWorkers with idleTimeout (expected: one of them; spares are idle)");
    }
    problems.addAll(recycling.problems());
    if (kind != Kind.THREADS) {
      problems.addAll(problemsOfProcesses(javaHome, classPath));
    }
    if (name.isBlank()) {
      problems.add("name is blank (expected: some text)");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("invalid pool settings: " + String.join("; ", problems));
    }
    startTimeout = startTimeout.compareTo(LONGEST_START) < 0 ? startTimeout : LONGEST_START;
    workerJvmArguments = List.copyOf(workerJvmArguments);
    workerEnvironment = Map.copyOf(workerEnvironment);
    classPath = List.copyOf(classPath);
  }

  private static List<String> problemsOfProcesses(Optional<Path> javaHome, List<Path> classPath) {
    List<String> problems = new ArrayList<>();
    try {
      javaHome.ifPresent(WorkerJvm::of);
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    for (Path entry : classPath) {
      if (entry.toString().contains(File.pathSeparator)) {
        problems.add(
            "classPath entry " + entry + " (expected: no '" + File.pathSeparator + "' in it)");
      }
    }
    return problems;
  }

  /** Listens to nothing. */
  static final PoolListener NO_LISTENER = new PoolListener() {};

  boolean hasListener() {
    return listener != NO_LISTENER;
  }

  /** Which classes are read from workers. */
  ClassFilter resultFilter() {
    return filter(resultTypes);
  }

  private static ClassFilter filter(Optional<List<String>> names) {
    return names.map(ClassFilter::allowOnly).orElse(ClassFilter.OPEN);
  }

  boolean inProcess() {
    return kind == Kind.THREADS;
  }
}
