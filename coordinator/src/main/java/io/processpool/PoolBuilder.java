package io.processpool;

import static java.util.Objects.requireNonNull;

import io.processpool.PoolSettings.Kind;
import io.processpool.api.JobOptions;
import io.processpool.api.PoolListener;
import io.processpool.task.WorkerInitializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
  private int spareWorkers;
  private long workerHeap;
  private List<String> workerJvmArguments = List.of();
  private Map<String, String> workerEnvironment = Map.of();
  private @Nullable Path javaHome;
  private List<Path> classPath = List.of();
  private @Nullable WorkerInitializer initializer;
  private @Nullable Set<String> resultTypes;
  private Duration startTimeout = DEFAULT_START_TIMEOUT;
  private Recycling recycling = Recycling.NONE;
  private JobOptions defaults = JobOptions.defaults();
  private PoolListener listener = PoolSettings.NO_LISTENER;
  private @Nullable String name;
  private boolean allowNested;
  private boolean workerArchive = true;
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
   * How many workers have a second JVM behind them, started and initialized, that takes over within
   * milliseconds when they die or are recycled. It has the same index and gets no work before.
   * Where there are fewer spares than workers, those with the lowest indexes have one.
   *
   * @param count 0, the default, to {@link #workers(int)}; not together with {@link #idleTimeout}
   * @return this
   */
  public PoolBuilder spareWorkers(int count) {
    spareWorkers = count;
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
   * Environment variables for the workers, besides those of this process. Of these the workers do
   * not get {@code JAVA_TOOL_OPTIONS} and the like, whose flags were for this JVM; nor do they get
   * its system properties, which {@link #workerJvmArguments} can set. {@code PROCESSPOOL_WORKER} is
   * the pool's own.
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
   * Reads from workers only objects of these classes and the values, collections and exceptions of
   * the JDK. Without this, the default, a worker that has proven to be one may send any class that
   * the user's class path holds, except a few that attacks are made of and that are never read.
   *
   * <p>A class that is not named is refused before it is loaded. A result with such an object in it
   * fails its item with a {@link io.processpool.api.NotSendableException} that names the class; an
   * exception of a task or of the initializer is told by a {@link
   * io.processpool.api.RemoteTaskException} that stands in for it, with the refusal among its
   * suppressed. What is sent to the workers is not restricted.
   *
   * @param names classes, each with those nested in it: {@code "com.example.Track"}; or packages,
   *     with a dot at the end, each with those below it: {@code "com.example.model."}; further
   *     calls add to them; none at all for the JDK's alone
   * @return this
   */
  public PoolBuilder resultTypes(String... names) {
    Set<String> all = resultTypes == null ? new LinkedHashSet<>() : resultTypes;
    all.addAll(List.of(names));
    resultTypes = all;
    return this;
  }

  /**
   * The same as {@link #resultTypes(String...)} with the names of these classes.
   *
   * @param type a class that may be read; of an array, that of its elements
   * @param more others
   * @return this
   */
  public PoolBuilder resultTypes(Class<?> type, Class<?>... more) {
    return resultTypes(
        Stream.concat(Stream.of(type), Stream.of(more))
            .map(PoolBuilder::elementName)
            .toArray(String[]::new));
  }

  private static String elementName(Class<?> type) {
    Class<?> component = type.getComponentType();
    return component == null ? type.getName() : elementName(component);
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
   * Replaces a worker when it has run that many items, for code that leaks. Its successor starts
   * when the last of them is handed out and begins when the last has ended, so starting costs no
   * time as long as it takes less than those items; no chunk is larger than this. An item counts
   * when it is handed to the worker, whether it succeeds or not. Threads of this process are not
   * replaced.
   *
   * @param items 1 or more; the default is any number
   * @return this
   */
  public PoolBuilder maxTasksPerWorker(int items) {
    recycling = recycling.withMaxTasks(items);
    return this;
  }

  /**
   * Replaces a worker whose memory has grown, as with {@link #maxTasksPerWorker}, and logs a
   * warning. Measured after chunks: heap, classes and code, and direct and mapped buffers, compared
   * with the same after the worker's first chunk. What looks like growth is confirmed by a
   * collection, at most one a second and a twentieth of the time; without those (a worker with
   * {@code -XX:+DisableExplicitGC}) garbage counts as growth. Threads of this process are not
   * measured.
   *
   * @param bytes 1 MiB or more; the default is any number
   * @return this
   */
  public PoolBuilder maxWorkerGrowth(long bytes) {
    recycling = recycling.withMaxGrowth(bytes);
    return this;
  }

  /**
   * Lets workers go that have nothing to do. Work that comes starts as many as it needs, so the
   * first of it waits for a start. Threads of this process stay.
   *
   * @param limit more than zero; by default they stay
   * @return this
   */
  public PoolBuilder idleTimeout(Duration limit) {
    recycling = recycling.withIdleTimeout(requireNonNull(limit, "limit"));
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
   * Whether workers start from an archive of this library's classes, which takes about half the
   * time. The first pool that finds none makes it in the background, once for each Java and version
   * of the library, below {@code XDG_CACHE_HOME} or {@code .cache} of the user's home. With it, the
   * jars of this library stand first on the workers' class path.
   *
   * @param wanted false to use and make none; the default is true
   * @return this
   */
  public PoolBuilder workerArchive(boolean wanted) {
    workerArchive = wanted;
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
        kind == Kind.WORKERS ? spareWorkers : 0,
        workerHeap,
        workerJvmArguments,
        workerEnvironment,
        Optional.ofNullable(javaHome),
        classPath,
        Optional.ofNullable(initializer),
        Optional.ofNullable(resultTypes).map(List::copyOf),
        startTimeout,
        kind == Kind.ONE_TASK ? Recycling.NONE : recycling,
        defaults,
        listener,
        allowNested,
        workerArchive,
        kind);
  }
}
