package io.processpool;

import io.processpool.api.IpcCounters;
import io.processpool.api.WorkerInfo;
import io.processpool.api.WorkerStartException;
import io.processpool.api.WorkerStartException.StartAttempt;
import io.processpool.backend.ChunkBackend;
import io.processpool.bulk.BulkFolder;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.dispatch.DispatchStats;
import io.processpool.dispatch.Dispatcher;
import io.processpool.fleet.Fleet;
import io.processpool.fleet.FleetListener;
import io.processpool.fleet.FleetSettings;
import io.processpool.fleet.StopReport;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RemoteFailure;
import io.processpool.process.ArchiveTraining;
import io.processpool.process.RunFolder;
import io.processpool.process.WorkerCommand;
import io.processpool.process.WorkerEnvironment;
import io.processpool.result.FailureTranslator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Worker JVMs: a dispatcher over a fleet. */
final class ProcessCrew implements Crew {

  private static final long LONGEST_REBUILD_SECONDS = 5;
  private static final int STARTS_PER_PROCESSOR = 2;

  private final Dispatcher dispatcher;
  private final Fleet fleet;
  private final Path folder;
  private final BulkFolder bulk;
  private final ScheduledThreadPoolExecutor thread;
  private final Optional<ArchiveTraining> training;

  private ProcessCrew(
      Fleet.Parts parts,
      Fleet fleet,
      Path folder,
      ScheduledThreadPoolExecutor thread,
      Optional<ArchiveTraining> training) {
    this.dispatcher = parts.dispatcher();
    this.bulk = parts.bulk();
    this.fleet = fleet;
    this.folder = folder;
    this.thread = thread;
    this.training = training;
  }

  /** What the crew needs of its pool. */
  record Needs(
      NamedThreads threads,
      Ticker ticker,
      Executor callbacks,
      FleetListener listener,
      PayloadBlock initializer,
      FleetSettings.Limits limits,
      Function<RemoteFailure, Throwable> failures) {}

  static ProcessCrew open(PoolSettings settings, Needs needs) {
    WorkerCommand command = null;
    RunFolder folder = null;
    ScheduledThreadPoolExecutor thread = needs.threads().scheduler("fleet");
    try {
      folder = RunFolder.create();
      WorkerSetup setup = WorkerSetup.of(settings, folder);
      command = setup.command();
      Dispatcher dispatcher =
          new Dispatcher(
              settings.workers(),
              settings.recycling().turnover(),
              needs.ticker(),
              (nanos, task) -> thread.schedule(task, nanos, TimeUnit.NANOSECONDS));
      Fleet.Parts parts =
          new Fleet.Parts(
              dispatcher,
              listener(settings, needs, setup),
              thread,
              needs.threads(),
              BulkFolder.inCoordinator(folder.path()),
              new WorkerOutputLog(settings.name()));
      Fleet fleet =
          Fleet.open(
              fleetSettings(settings, needs, command, thread), parts, folder, needs.ticker());
      return new ProcessCrew(parts, fleet, folder.path(), thread, setup.training());
    } catch (IllegalArgumentException e) {
      discard(thread, folder);
      throw e;
    } catch (IOException | RuntimeException e) {
      discard(thread, folder);
      String line = command == null ? "(not known yet)" : command.toString();
      throw new WorkerStartException(
          settings.name(),
          "workers cannot be started: " + e.getMessage(),
          new StartAttempt(line, OptionalInt.empty(), List.of()),
          e);
    }
  }

  /** The archive is made when the workers are up, not while they start. */
  private static FleetListener listener(PoolSettings settings, Needs needs, WorkerSetup setup) {
    return setup
        .training()
        .<FleetListener>map(
            training ->
                new WhenAllReady(
                    needs.listener(), settings.workers(), () -> training.begin(needs.threads())))
        .orElse(needs.listener());
  }

  private static void discard(ScheduledThreadPoolExecutor thread, @Nullable RunFolder folder) {
    thread.shutdownNow();
    if (folder != null) {
      folder.close();
    }
  }

  private static FleetSettings fleetSettings(
      PoolSettings settings, Needs needs, WorkerCommand command, ScheduledExecutorService timer) {
    return new FleetSettings(
        settings.name(),
        settings.workers(),
        settings.spareWorkers(),
        STARTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors(),
        command,
        WorkerEnvironment.current(settings.workerEnvironment()),
        needs.initializer(),
        needs.limits(),
        settings.startTimeout(),
        failure -> rebuild(failure, needs, timer),
        settings.kind() != PoolSettings.Kind.ONE_TASK);
  }

  /** On a callback thread, as it runs user code; not waited for longer than is decent. */
  private static CompletionStage<Throwable> rebuild(
      RemoteFailure failure, Needs needs, ScheduledExecutorService timer) {
    CompletableFuture<Throwable> rebuilt = new CompletableFuture<>();
    timer.schedule(
        () -> rebuilt.complete(FailureTranslator.standIn(failure)),
        LONGEST_REBUILD_SECONDS,
        TimeUnit.SECONDS);
    needs.callbacks().execute(() -> rebuilt.complete(needs.failures().apply(failure)));
    return rebuilt;
  }

  @Override
  public ChunkBackend backend() {
    return dispatcher;
  }

  @Override
  public List<WorkerInfo> workers() {
    DispatchStats stats = dispatcher.stats();
    return fleet.workers().stream()
        .map(worker -> stats.busyWorkers().contains(worker.number()) ? busy(worker) : worker)
        .toList();
  }

  private static WorkerInfo busy(WorkerInfo worker) {
    return worker.state() != WorkerInfo.State.IDLE
        ? worker
        : new WorkerInfo(
            worker.index(),
            worker.number(),
            worker.pid(),
            WorkerInfo.State.BUSY,
            worker.items(),
            worker.ipc());
  }

  @Override
  public DispatchStats stats() {
    return dispatcher.stats();
  }

  @Override
  public long lost() {
    return fleet.lost();
  }

  @Override
  public Future<?> later(Duration delay, Runnable task) {
    return thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public IpcCounters traffic() {
    return fleet.traffic();
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public Optional<BulkFolder> bulk() {
    return Optional.of(bulk);
  }

  @Override
  public void hold() {
    dispatcher.hold();
  }

  @Override
  public CompletableFuture<StopReport> stop(Duration grace) {
    if (training.isEmpty()) {
      return stopFleet(grace);
    }
    ArchiveTraining running = training.get();
    if (grace.isZero() || !running.isWorthAWait()) {
      running.close();
      return stopFleet(grace).thenCombine(running.done(), (report, nothing) -> report);
    }
    // First, as it uses the run folder.
    Duration half = grace.dividedBy(2);
    later(half, running::close);
    return running.done().thenCompose(nothing -> stopFleet(half));
  }

  private CompletableFuture<StopReport> stopFleet(Duration grace) {
    return fleet.stop(grace).whenComplete((report, error) -> thread.shutdown());
  }

  @Override
  public void signal(boolean kill) {
    fleet.signal(kill);
  }
}
