package io.processpool;

import static java.util.Objects.requireNonNull;

import io.processpool.PoolSettings.Kind;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolListener;
import io.processpool.task.WorkerInitializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Collects a pool's settings. Not thread-safe; {@link #open()} copies them, so one builder can open
 * several pools. Values are checked there, all at once.
 */
public final class PoolBuilder {

  private static final AtomicInteger NEXT = new AtomicInteger(1);
  private static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(30);

  /** Set to true to run every pool in this process, for debugging. */
  private static final String IN_PROCESS_PROPERTY = "processpool.inProcess";

  private int workers = Runtime.getRuntime().availableProcessors();
  private long workerHeap;
  private List<String> workerJvmArguments = List.of();
  private Map<String, String> workerEnvironment = Map.of();
  private @Nullable Path javaHome;
  private List<Path> classPath = List.of();
  private @Nullable WorkerInitializer initializer;
  private Duration startTimeout = DEFAULT_START_TIMEOUT;
  private JobOptions defaults = JobOptions.defaults();
  private PoolListener listener = new PoolListener() {};
  private @Nullable String name;
  private boolean allowNested;
  private boolean inProcess = Boolean.getBoolean(IN_PROCESS_PROPERTY);

  PoolBuilder() {}

  /**
   * How many worker JVMs there are.
   *
   * @param count 1 to 1024; the default is one per available core
   * @return this
   */
  public PoolBuilder workers(int count) {
    workers = count;
    return this;
  }

  /**
   * The largest heap of each worker.
   *
   * @param bytes 16 MiB or more, or 0 for the default: half of the machine's memory divided by the
   *     workers, 64 MiB to 4 GiB
   * @return this
   */
  public PoolBuilder workerHeap(long bytes) {
    workerHeap = bytes;
    return this;
  }

  /**
   * Further arguments for the workers' JVMs, after the pool's own and so stronger.
   *
   * @param arguments for example {@code -Xss4m}
   * @return this
   */
  public PoolBuilder workerJvmArguments(List<String> arguments) {
    workerJvmArguments = List.copyOf(arguments);
    return this;
  }

  /**
   * Environment variables for the workers, besides those of this process.
   *
   * @param variables names and values
   * @return this
   */
  public PoolBuilder workerEnvironment(Map<String, String> variables) {
    workerEnvironment = Map.copyOf(variables);
    return this;
  }

  /**
   * The Java that runs the workers.
   *
   * @param home its folder, version 17 or later; the default is the Java of this process
   * @return this
   */
  public PoolBuilder javaHome(Path home) {
    javaHome = requireNonNull(home, "home");
    return this;
  }

  /**
   * The class path of the workers.
   *
   * @param entries folders and jars, this library among them; empty, the default, for the class
   *     path of this process
   * @return this
   */
  public PoolBuilder classPath(List<Path> entries) {
    classPath = List.copyOf(entries);
    return this;
  }

  /**
   * A hook that runs in each worker before its first task.
   *
   * @param hook must be sendable
   * @return this
   */
  public PoolBuilder initializer(WorkerInitializer hook) {
    initializer = requireNonNull(hook, "hook");
    return this;
  }

  /**
   * How long a worker may take from its launch to its first task, initializer included; then it is
   * killed and another is tried.
   *
   * @param limit more than zero; the default is 30 s
   * @return this
   */
  public PoolBuilder startTimeout(Duration limit) {
    startTimeout = requireNonNull(limit, "limit");
    return this;
  }

  /**
   * The options of jobs that bring none of their own.
   *
   * @param options the defaults
   * @return this
   */
  public PoolBuilder defaults(JobOptions options) {
    defaults = requireNonNull(options, "options");
    return this;
  }

  /**
   * Someone to be told about workers and jobs.
   *
   * @param told called on a callback thread
   * @return this
   */
  public PoolBuilder listener(PoolListener told) {
    listener = requireNonNull(told, "told");
    return this;
  }

  /**
   * The pool's name, in threads, logs and errors.
   *
   * @param text not blank; the default is {@code p1}, {@code p2} and so on
   * @return this
   */
  public PoolBuilder name(String text) {
    name = requireNonNull(text, "text");
    return this;
  }

  /**
   * Runs everything on threads of this process instead: same coding, same order, same errors, but
   * breakpoints work and nothing is isolated. For debugging. The system property {@code
   * processpool.inProcess=true} does the same for every pool.
   *
   * @return this
   */
  public PoolBuilder inProcess() {
    inProcess = true;
    return this;
  }

  /**
   * Lets this pool be opened in a worker of another one. Without it that is refused: a function
   * that opens a pool does so in every worker, and the processes multiply. Some levels of nesting
   * work; deeper ones are refused in any case.
   *
   * @return this
   */
  public PoolBuilder allowNested() {
    allowNested = true;
    return this;
  }

  /**
   * Opens the pool and begins to start its workers; does not wait for them.
   *
   * @return a pool to be closed
   * @throws IllegalArgumentException if settings are out of range; it lists them all
   * @throws io.processpool.api.NotSendableException if the initializer cannot be sent
   * @throws io.processpool.api.WorkerStartException if workers cannot be started here at all
   * @throws io.processpool.api.PoolException if this is a worker of another pool; see {@link
   *     #allowNested()}
   */
  public Pool open() {
    return new Pool(PoolCore.open(settings("p", inProcess ? Kind.THREADS : Kind.WORKERS, workers)));
  }

  /** The settings of one task in a JVM of its own. */
  PoolSettings oneTask() {
    return settings("jvm", Kind.ONE_TASK, 1);
  }

  private PoolSettings settings(String prefix, Kind kind, int count) {
    return new PoolSettings(
        name == null ? prefix + NEXT.getAndIncrement() : name,
        count,
        workerHeap,
        workerJvmArguments,
        workerEnvironment,
        Optional.ofNullable(javaHome),
        classPath,
        Optional.ofNullable(initializer),
        startTimeout,
        defaults,
        listener,
        allowNested,
        kind);
  }
}
