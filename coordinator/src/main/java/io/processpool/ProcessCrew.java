package io.processpool;

import io.processpool.api.IpcCounters;
import io.processpool.api.WorkerInfo;
import io.processpool.api.WorkerStartException;
import io.processpool.api.WorkerStartException.StartAttempt;
import io.processpool.backend.ChunkBackend;
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
import io.processpool.process.Machine;
import io.processpool.process.RunFolder;
import io.processpool.process.SpringBootJar;
import io.processpool.process.WorkerClassPath;
import io.processpool.process.WorkerCommand;
import io.processpool.process.WorkerEnvironment;
import io.processpool.process.WorkerFlags;
import io.processpool.process.WorkerJvm;
import io.processpool.process.WorkerShare;
import io.processpool.result.FailureTranslator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Worker JVMs: a dispatcher over a fleet. */
final class ProcessCrew implements Crew {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessCrew.class);
  private static final long LONGEST_REBUILD_SECONDS = 5;
  private static final String WORKER_MAIN = "io.processpool.worker.WorkerMain";

  private final Dispatcher dispatcher;
  private final Fleet fleet;
  private final Path folder;
  private final ScheduledThreadPoolExecutor thread;

  private ProcessCrew(
      Dispatcher dispatcher, Fleet fleet, Path folder, ScheduledThreadPoolExecutor thread) {
    this.dispatcher = dispatcher;
    this.fleet = fleet;
    this.folder = folder;
    this.thread = thread;
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
      command = command(settings, folder);
      Dispatcher dispatcher =
          new Dispatcher(
              settings.workers(),
              settings.recycling().turnover(),
              needs.ticker(),
              (nanos, task) -> thread.schedule(task, nanos, TimeUnit.NANOSECONDS));
      Fleet.Parts parts =
          new Fleet.Parts(
              dispatcher,
              needs.listener(),
              thread,
              needs.threads(),
              new WorkerOutputLog(settings.name()));
      Fleet fleet =
          Fleet.open(
              fleetSettings(settings, needs, command, thread), parts, folder, needs.ticker());
      return new ProcessCrew(dispatcher, fleet, folder.path(), thread);
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

  private static WorkerCommand command(PoolSettings settings, RunFolder folder) {
    WorkerJvm jvm = settings.javaHome().map(WorkerJvm::of).orElseGet(WorkerJvm::current);
    WorkerShare share =
        WorkerShare.of(settings.workers(), settings.workerHeap(), Machine.current());
    share.warning().ifPresent(warning -> LOG.warn("{}: {}", settings.name(), warning));
    boolean own = settings.classPath().isEmpty();
    List<Class<?>> anchors =
        own ? List.of(workerMain(), Pool.class, RemoteFailure.class) : List.of();
    List<Path> classPath =
        own ? WorkerClassPath.current(anchors) : WorkerClassPath.of(settings.classPath(), anchors);
    List<String> flags =
        WorkerFlags.of(
            jvm,
            share,
            folder.crashFilePattern(),
            ManagementFactory.getRuntimeMXBean().getInputArguments(),
            settings.workerJvmArguments());
    flags =
        Stream.concat(flags.stream(), Nesting.current().flags(settings.name()).stream()).toList();
    WorkerCommand plain = new WorkerCommand(jvm.java(), flags, classPath, WORKER_MAIN, List.of());
    return SpringBootJar.in(classPath, anchors).map(jar -> jar.launch(plain)).orElse(plain);
  }

  /** By name: the coordinator's code does not know the worker's. */
  private static Class<?> workerMain() {
    try {
      return Class.forName(WORKER_MAIN, false, Pool.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "class " + WORKER_MAIN + " is missing; add processpool-worker to the class path", e);
    }
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
  public void hold() {
    dispatcher.hold();
  }

  @Override
  public CompletableFuture<StopReport> stop(Duration grace) {
    return fleet.stop(grace).whenComplete((report, error) -> thread.shutdown());
  }

  @Override
  public void signal(boolean kill) {
    fleet.signal(kill);
  }
}
