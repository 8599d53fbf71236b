package io.processpool.fleet;

import io.processpool.api.PoolBrokenException;
import io.processpool.api.PoolException;
import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerStartException;
import io.processpool.api.WorkerStartException.StartAttempt;
import io.processpool.message.ExitCode;
import io.processpool.process.CrashFile;
import io.processpool.process.CrashReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how workers died and decides what that means. Confined to the fleet's thread, except
 * {@link #count}.
 */
final class Deaths {

  private static final int REMEMBERED = 8;
  private static final long RELAUNCH_MILLIS = 1_000;

  private final String pool;
  private final Duration startTimeout;
  private final RestartBudget budget;
  private final String commandLine;
  private final String commandSummary;
  private final Deque<WorkerDeath> last = new ArrayDeque<>();
  private final LongAdder count = new LongAdder();

  /**
   * Nobody has died yet.
   *
   * @param pool the pool's name
   * @param startTimeout how long a start may take
   * @param budget how many may die
   * @param commandLine what starts one
   * @param commandSummary the same, short
   */
  Deaths(
      String pool,
      Duration startTimeout,
      RestartBudget budget,
      String commandLine,
      String commandSummary) {
    this.pool = pool;
    this.startTimeout = startTimeout;
    this.budget = budget;
    this.commandLine = commandLine;
    this.commandSummary = commandSummary;
  }

  /** What follows a death. */
  sealed interface Verdict {

    /**
     * A new worker takes the place, after a while.
     *
     * @param quietly whether there is nothing to be said of it
     */
    record Replace(long delayMillis, boolean quietly) implements Verdict {}

    /** There is no use in going on. */
    record GiveUp(Supplier<PoolException> error) implements Verdict {}
  }

  /** What became of a worker. */
  static WorkerDeath death(Worker worker, CrashReport report) {
    CrashFile file = report.crashFile();
    return new WorkerDeath(
        worker.place(),
        report.pid(),
        report.exitCode(),
        report.meaning(),
        report.lastLines(),
        Optional.ofNullable(file).map(CrashFile::path),
        Optional.ofNullable(file).map(CrashFile::problematicFrame));
  }

  /** How many workers ended without being told to. */
  long count() {
    return count.sum();
  }

  /** A worker ended without being told to. */
  void remember(WorkerDeath death) {
    count.increment();
    last.addLast(death);
    if (last.size() > REMEMBERED) {
      last.removeFirst();
    }
  }

  /**
   * What follows the death that was remembered last.
   *
   * @param worker who died
   * @param wasReady whether it had reported ready
   */
  Verdict judge(Worker worker, WorkerDeath death, boolean wasReady) {
    boolean fromTerminal =
        !wasReady && isFromTerminal(death) && budget.excusesInterrupt(worker.place());
    boolean excused = worker.isDeathExcused() || (wasReady && isOwnWill(death)) || fromTerminal;
    if (!excused && budget.died(worker.place(), wasReady)) {
      String limits = budget.limits(worker.place());
      return new Verdict.GiveUp(broken(limits, worker, death, wasReady));
    }
    return new Verdict.Replace(excused ? 0 : budget.backoffMillis(worker.place()), fromTerminal);
  }

  /**
   * What follows a launch that the system refused. Where workers have started before it may be
   * short of something for a moment; where none has, no other try can succeed.
   */
  Verdict judge(int place, IOException problem) {
    if (!budget.hasStarted() || budget.died(place, false)) {
      return new Verdict.GiveUp(
          () -> startException(String.valueOf(problem.getMessage()), null, problem));
    }
    return new Verdict.Replace(RELAUNCH_MILLIS + budget.backoffMillis(place), false);
  }

  /** A worker that ends because an item was over its limit is as healthy as any. */
  private static boolean isOwnWill(WorkerDeath death) {
    return death.exitCode() == ExitCode.TASK_OVER_LIMIT.number();
  }

  /** HUP and INT go to the whole group; a worker takes no notice of them, once it can. */
  private static boolean isFromTerminal(WorkerDeath death) {
    return death.exitCode() == 129 || death.exitCode() == 130;
  }

  /** The end of the pool after the death that was remembered last. */
  Supplier<PoolException> broken(String why, Worker worker, WorkerDeath death, boolean wasReady) {
    List<WorkerDeath> copy = List.copyOf(last);
    String late =
        worker.wasLate()
            ? "; the last one was not ready within " + startTimeout + " (startTimeout)"
            : "";
    PoolException start =
        wasReady ? null : startException("worker did not start: " + death + late, death, null);
    return () -> new PoolBrokenException(pool, why + late, copy, start);
  }

  /** No start can succeed. */
  WorkerStartException startException(
      String message, @Nullable WorkerDeath death, @Nullable Throwable cause) {
    StartAttempt attempt =
        new StartAttempt(
            commandLine,
            death == null ? OptionalInt.empty() : OptionalInt.of(death.exitCode()),
            death == null ? List.of() : death.lastLines());
    String command = death == null ? "" : "; command: " + commandSummary;
    return new WorkerStartException(pool, message + command, attempt, cause);
  }
}
