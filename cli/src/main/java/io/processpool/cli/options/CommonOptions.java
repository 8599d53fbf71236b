package io.processpool.cli.options;

import io.processpool.api.JobOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that every command takes. Filled by picocli, then only read. */
public final class CommonOptions {

  @ArgGroup(validate = false, order = 80, heading = "%nThe pool:%n")
  private final PoolSettings pool = new PoolSettings();

  @ArgGroup(validate = false, order = 85, heading = "%nFailures:%n")
  private final FailureSettings failures = new FailureSettings();

  @ArgGroup(validate = false, order = 90, heading = "%nWhat is shown and kept:%n")
  private final OutputSettings output = new OutputSettings();

  private static final class PoolSettings {
    @Option(
        names = {"-w", "--workers"},
        paramLabel = "N",
        description = "Workers (default: one per available core).")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
        names = "--chunk-size",
        paramLabel = "N|auto",
        converter = ChunkSize.Converter.class,
        description = "Items that travel together (default: auto).")
    private ChunkSize chunkSize = ChunkSize.AUTO;

    @Option(
        names = "--worker-heap",
        paramLabel = "SIZE",
        converter = ByteSize.Converter.class,
        description = "Heap of each worker, such as 512m or 1g (default: the pool's choice).")
    private @Nullable ByteSize workerHeap;

    @Option(
        names = "--no-archive",
        description = "Start workers without the archive of classes that halves their start.")
    private boolean noArchive;
  }

  private static final class FailureSettings {
    @Option(
        names = "--task-timeout",
        paramLabel = "DURATION",
        converter = TimeLimit.class,
        description =
            "How long an item may run once it has begun, such as 500ms, 30s or 5m; a late one"
                + " fails and is stopped with its worker (default: no limit).")
    private @Nullable Duration taskTimeout;

    @Option(
        names = "--retries",
        paramLabel = "N",
        description = "How often an item that lost its worker is begun again (default: 2).")
    private int retries = JobOptions.DEFAULT_MAX_ATTEMPTS - 1;

    @Option(
        names = "--on-error",
        paramLabel = "continue|soon|now",
        description =
            "After a failure go on, begin no more items, or stop the running ones too"
                + " (default: continue).")
    private OnFailure onError = OnFailure.CONTINUE;

    @Option(
        names = "--max-failures",
        paramLabel = "N|N%",
        converter = FailureLimit.Converter.class,
        description =
            "Stop when more items than this have failed (default: no limit; 0 with --on-error"
                + " soon or now).")
    private @Nullable FailureLimit maxFailures;
  }

  private static final class OutputSettings {
    @Option(
        names = "--progress",
        paramLabel = "auto|always|never",
        description =
            "auto: a redrawn line on a terminal, a plain line every 10 s elsewhere; always: redrawn"
                + " everywhere (default: auto).")
    private ProgressMode progress = ProgressMode.AUTO;

    @Option(
        names = "--log-format",
        paramLabel = "text|json",
        description = "How lines on standard error look (default: text).")
    private LogFormat logFormat = LogFormat.TEXT;

    @Option(
        names = "--log-level",
        paramLabel = "LEVEL",
        description = "trace, debug, info, warn, error or off (default: info; debug with -v).")
    private @Nullable LogLevel logLevel;

    @Option(
        names = "--summary",
        paramLabel = "FILE",
        description = "Write what came of it as one JSON object.")
    private @Nullable Path summary;

    @Option(
        names = "--report",
        paramLabel = "FILE.html",
        description =
            "Write a page with charts of what the workers did when, and the pool's advice; it needs"
                + " no network.")
    private @Nullable Path report;

    @Option(
        names = {"-v", "--verbose"},
        description = "More log lines, and stack traces.")
    private boolean verbose;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this and exit.")
    @SuppressWarnings("UnusedVariable") // picocli asks the option itself
    private boolean help;

    @Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable") // picocli asks the option itself
    private boolean version;
  }

  /**
   * Checks what picocli cannot.
   *
   * @throws UsageException naming the option, its value and what is expected
   */
  public void check() {
    if (pool.workers < 1) {
      throw new UsageException("--workers: " + pool.workers + " (expected: 1 or more)");
    }
    if (failures.retries < 0 || failures.retries == Integer.MAX_VALUE) {
      throw new UsageException("--retries: " + failures.retries + " (expected: 0 or more)");
    }
    requireWritable("--summary", output.summary);
    requireWritable("--report", output.report);
    if (output.report != null && isSame(output.report, output.summary)) {
      throw new UsageException(
          "--report: " + output.report + " (expected: another file than --summary)");
    }
  }

  private static boolean isSame(Path one, @Nullable Path other) {
    return other != null
        && one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private static void requireWritable(String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(
          option + ": " + file + " (expected: a file in a folder that is there)");
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new UsageException(option + ": " + file + " (expected: a file that can be written)");
    }
  }

  /**
   * The library's options for one job.
   *
   * @param label its name in logs
   * @return chunk size, attempts, time limit and label
   */
  public JobOptions jobOptions(String label) {
    JobOptions options = JobOptions.defaults().maxAttempts(failures.retries + 1).label(label);
    if (pool.chunkSize.items().isPresent()) {
      options = options.chunkSize(pool.chunkSize.items().getAsInt());
    }
    Duration limit = failures.taskTimeout;
    return limit == null ? options : options.taskTimeout(limit);
  }

  /**
   * Whether so many failures end the job.
   *
   * @param failed so far
   * @param items all items of the job
   * @return {@link OnFailure#CONTINUE} if they do not
   */
  public OnFailure reactionTo(long failed, long items) {
    FailureLimit limit = failures.maxFailures;
    if (limit == null) {
      return failed > 0 ? failures.onError : OnFailure.CONTINUE;
    }
    if (!limit.isExceeded(failed, items)) {
      return OnFailure.CONTINUE;
    }
    return failures.onError == OnFailure.NOW ? OnFailure.NOW : OnFailure.SOON;
  }

  /**
   * How many workers.
   *
   * @return 1 or more, once checked
   */
  public int workers() {
    return pool.workers;
  }

  /**
   * How many items travel together.
   *
   * @return a count or automatic
   */
  public ChunkSize chunkSize() {
    return pool.chunkSize;
  }

  /**
   * The heap of a worker.
   *
   * @return empty for the pool's choice
   */
  public Optional<ByteSize> workerHeap() {
    return Optional.ofNullable(pool.workerHeap);
  }

  /** {@return whether workers may start from an archive} */
  public boolean workerArchive() {
    return !pool.noArchive;
  }

  /**
   * How long an item may run.
   *
   * @return empty for as long as it likes
   */
  public Optional<Duration> taskTimeout() {
    return Optional.ofNullable(failures.taskTimeout);
  }

  /**
   * When progress is shown.
   *
   * @return the mode
   */
  public ProgressMode progress() {
    return output.progress;
  }

  /**
   * How lines on standard error look.
   *
   * @return the format
   */
  public LogFormat logFormat() {
    return output.logFormat;
  }

  /**
   * From which level on log lines appear.
   *
   * @return the level
   */
  public LogLevel logLevel() {
    LogLevel level = output.logLevel;
    if (level != null) {
      return level;
    }
    return output.verbose ? LogLevel.DEBUG : LogLevel.INFO;
  }

  /**
   * Where the summary goes.
   *
   * @return empty if nowhere
   */
  public Optional<Path> summary() {
    return Optional.ofNullable(output.summary);
  }

  /**
   * Where the page with charts goes.
   *
   * @return empty if nowhere
   */
  public Optional<Path> report() {
    return Optional.ofNullable(output.report);
  }

  /**
   * Whether stack traces are wanted.
   *
   * @return true with {@code -v}
   */
  public boolean verbose() {
    return output.verbose;
  }
}
