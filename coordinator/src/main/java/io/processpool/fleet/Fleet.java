package io.processpool.fleet;

import static java.util.Objects.requireNonNull;

import io.processpool.api.IpcCounters;
import io.processpool.api.PoolBrokenException;
import io.processpool.api.PoolException;
import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerInfo;
import io.processpool.api.WorkerStartException;
import io.processpool.api.WorkerStartException.StartAttempt;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.dispatch.Dispatcher;
import io.processpool.message.Hello;
import io.processpool.message.RemoteFailure;
import io.processpool.process.CrashFile;
import io.processpool.process.CrashReport;
import io.processpool.process.OutputSink;
import io.processpool.process.RunFolder;
import io.processpool.process.WorkerLauncher;
import io.processpool.process.WorkerProcess;
import io.processpool.wire.Admission;
import io.processpool.wire.Candidate;
import io.processpool.wire.SocketWorkerClient;
import io.processpool.wire.WireServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of a pool: started side by side, replaced when they die, ended together. The public
 * methods may be called by any thread and do not wait for workers; everything else runs on the
 * fleet's thread.
 */
public final class Fleet implements Admission {

  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

  /** An ended process's connection is read to its end within this time, or cut. */
  private static final long DRAIN_MILLIS = 500;

  /** A worker whose connection ended goes within this time, or is killed. */
  private static final long LINGER_MILLIS = 1_000;

  private static final int REMEMBERED_DEATHS = 8;

  private final FleetSettings settings;
  private final Dispatcher dispatcher;
  private final FleetListener listener;
  private final ScheduledExecutorService thread;
  private final RunFolder folder;
  private final WireServer server;
  private final WorkerStarter starter;
  private final RestartBudget budget;
  private final TrafficLedger traffic = new TrafficLedger();
  private final List<WorkerSlot> slots;
  private final FleetEnd end;

  // Confined to the fleet's thread.
  private final Deque<WorkerDeath> deaths = new ArrayDeque<>();
  private int nextNumber;
  private boolean givenUp;
  private final LongAdder lost = new LongAdder();

  /** What a fleet works with. */
  public record Parts(
      Dispatcher dispatcher,
      FleetListener listener,
      ScheduledExecutorService thread,
      NamedThreads threads,
      OutputSink output) {}

  private Fleet(FleetSettings settings, Parts parts, RunFolder folder, Ticker ticker)
      throws IOException {
    this.settings = settings;
    this.dispatcher = parts.dispatcher();
    this.listener = parts.listener();
    this.thread = parts.thread();
    this.folder = folder;
    this.budget = new RestartBudget(settings.workers(), ticker, new Random());
    List<WorkerSlot> all = new ArrayList<>();
    for (int i = 0; i < settings.workers(); i++) {
      all.add(new WorkerSlot(i));
    }
    this.slots = List.copyOf(all);
    this.server =
        WireServer.listen(parts.threads(), folder.socketPath(), 2 * settings.workers() + 8, this);
    WorkerLauncher launcher = new WorkerLauncher(folder, parts.threads(), parts.output());
    this.starter = new WorkerStarter(settings, folder, server.address(), launcher);
    this.end = new FleetEnd(slots, this::later, this::cleanUp);
  }

  /**
   * Listens and begins to start the workers.
   *
   * @param folder belongs to the fleet from now on
   * @throws IOException if it cannot listen
   */
  public static Fleet open(FleetSettings settings, Parts parts, RunFolder folder, Ticker ticker)
      throws IOException {
    Fleet fleet = new Fleet(settings, parts, folder, ticker);
    fleet.post(() -> fleet.slots.forEach(fleet::launch));
    return fleet;
  }

  /**
   * Ends all workers and what the fleet holds; again with less time to go on faster.
   *
   * @param grace how long they may take to go by themselves; zero kills at once
   * @return completes when no worker is left
   */
  public CompletableFuture<StopReport> stop(Duration grace) {
    post(() -> end.begin(grace));
    return end.done();
  }

  /** Sends every worker SIGTERM, or kills it; who follows is decided as after any death. */
  public void signal(boolean kill) {
    post(() -> slots.forEach(slot -> slot.signal(kill)));
  }

  /** The places and the workers in them. */
  public List<WorkerInfo> workers() {
    return slots.stream().map(WorkerSlot::info).toList();
  }

  /** What crossed all sockets so far. */
  public IpcCounters traffic() {
    return traffic.total();
  }

  /** Workers that ended without being told to. */
  public long lost() {
    return lost.sum();
  }

  private void cleanUp() {
    server.close();
    folder.close();
  }

  /** Hands something to the fleet's thread. */
  void post(Runnable task) {
    thread.execute(() -> guarded(task));
  }

  private ScheduledFuture<?> later(long millis, Runnable task) {
    return thread.schedule(() -> guarded(task), millis, TimeUnit.MILLISECONDS);
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("{}: the fleet failed; the pool gives up", settings.pool(), e);
      giveUp(() -> new PoolBrokenException(settings.pool(), "internal error: " + e, List.of(), e));
    }
  }

  String pool() {
    return settings.pool();
  }

  private void launch(WorkerSlot slot) {
    if (end.hasBegun() || givenUp || slot.state() != SlotState.EMPTY) {
      return;
    }
    int number = nextNumber++;
    try {
      WorkerStarter.Started started =
          starter.start(
              slot.index(), number, new SlotEvents(this, dispatcher, budget, slot, number));
      ScheduledFuture<?> limit =
          later(settings.startTimeout().toMillis(), () -> startTookTooLong(slot, number));
      slot.launched(started.process(), started.slotFile(), started.candidate(), limit);
      started.process().exit().thenAccept(status -> post(() -> exited(slot, number, status)));
    } catch (IOException e) {
      giveUp(() -> startException("cannot start a worker: " + e.getMessage(), null, e));
    }
  }

  private void startTookTooLong(WorkerSlot slot, int number) {
    if (slot.holds(number) && slot.state() == SlotState.STARTING) {
      LOG.warn(
          "{}: worker {} was not ready within {} (startTimeout); it is killed",
          settings.pool(),
          number,
          settings.startTimeout());
      slot.kill(false);
    }
  }

  @Override
  public void lookUp(Hello hello, Consumer<@Nullable Candidate> answer) {
    post(() -> answer.accept(expected(hello.worker())));
  }

  private @Nullable Candidate expected(int number) {
    for (WorkerSlot slot : slots) {
      if (slot.holds(number) && slot.state() == SlotState.STARTING) {
        return slot.expected();
      }
    }
    return null;
  }

  void connected(WorkerSlot slot, int number, SocketWorkerClient client) {
    if (!slot.holds(number) || !slot.connected(client)) {
      client.close();
      return;
    }
    traffic.add(client);
    client.killWith(reason -> post(() -> killStuck(slot, number, reason)));
  }

  private void killStuck(WorkerSlot slot, int number, String reason) {
    if (slot.holds(number)) {
      LOG.warn("{}: worker {} is killed: it {}", settings.pool(), number, reason);
      slot.kill(true);
    }
  }

  void ready(WorkerSlot slot, int number) {
    if (!slot.holds(number) || slot.state() != SlotState.STARTING) {
      return;
    }
    slot.ready();
    budget.started(slot.index());
    listener.workerReady(slot.info());
    dispatcher.workerReady(requireNonNull(slot.client()));
  }

  void startFailed(RemoteFailure failure) {
    Throwable cause = settings.failures().apply(failure);
    giveUp(() -> startException("the initializer failed: " + failure.type(), null, cause));
  }

  void connectionClosed(WorkerSlot slot, int number, String reason) {
    if (!slot.holds(number)) {
      return;
    }
    slot.connectionClosed();
    if (!reason.isEmpty() && slot.state() != SlotState.STOPPING) {
      LOG.warn("{}: connection to worker {} broke: {}", settings.pool(), number, reason);
    }
    if (slot.isGone()) {
      gone(slot);
    } else if (slot.state() != SlotState.STOPPING) {
      later(
          LINGER_MILLIS,
          () -> {
            if (slot.holds(number)) {
              slot.kill(false);
            }
          });
    }
  }

  private void exited(WorkerSlot slot, int number, int status) {
    if (!slot.holds(number)) {
      return;
    }
    slot.exited(status);
    if (slot.isGone()) {
      gone(slot);
      return;
    }
    later(
        DRAIN_MILLIS,
        () -> {
          SocketWorkerClient client = slot.client();
          if (slot.holds(number) && client != null) {
            client.close();
          }
        });
  }

  private void gone(WorkerSlot slot) {
    WorkerProcess process = requireNonNull(slot.process());
    WorkerDeath death = death(slot, CrashReport.of(process, slot.exitStatus(), folder));
    long runningItem = slot.takeRunningItem();
    SocketWorkerClient client = slot.client();
    boolean wasReady = slot.state() == SlotState.READY;
    boolean told = slot.state() == SlotState.STOPPING;
    slot.vacate();
    if (client != null) {
      traffic.retire(client);
      dispatcher.workerLost(client, runningItem, death);
    }
    if (told) {
      end.checkAllEnded();
      return;
    }
    lost.increment();
    deaths.addLast(death);
    if (deaths.size() > REMEMBERED_DEATHS) {
      deaths.removeFirst();
    }
    listener.workerLost(death);
    replace(slot, death, wasReady);
  }

  private void replace(WorkerSlot slot, WorkerDeath death, boolean wasReady) {
    if (givenUp || end.hasBegun()) {
      slot.end();
      end.checkAllEnded();
      return;
    }
    if (!settings.respawn()) {
      leaveEmpty(
          slot, wasReady ? null : startException("worker did not start: " + death, death, null));
      return;
    }
    boolean excused = slot.isDeathExcused();
    if (!excused && budget.died(slot.index(), wasReady)) {
      List<WorkerDeath> last = List.copyOf(deaths);
      String limits = budget.limits(slot.index());
      PoolException start =
          wasReady ? null : startException("worker did not start: " + death, death, null);
      giveUp(() -> new PoolBrokenException(settings.pool(), limits, last, start));
      return;
    }
    LOG.warn("{}: {}; it is replaced", settings.pool(), death);
    long backoff = excused ? 0 : budget.backoffMillis(slot.index());
    if (backoff == 0) {
      launch(slot);
    } else {
      later(backoff, () -> launch(slot));
    }
  }

  /** Nobody follows; behind the last one nothing can be run any more. */
  private void leaveEmpty(WorkerSlot slot, @Nullable PoolException start) {
    slot.end();
    if (slots.stream().allMatch(each -> each.state() == SlotState.ENDED)) {
      givenUp = true;
      List<WorkerDeath> last = List.copyOf(deaths);
      Supplier<PoolException> error =
          () -> new PoolBrokenException(settings.pool(), "no worker is left", last, start);
      dispatcher.breakDown(error);
      listener.broken(error);
    }
  }

  private void giveUp(Supplier<PoolException> error) {
    if (givenUp || end.hasBegun()) {
      return;
    }
    givenUp = true;
    LOG.error("the pool gives up: {}", error.get().getMessage());
    dispatcher.breakDown(error);
    listener.broken(error);
    for (WorkerSlot slot : slots) {
      slot.kill(true);
    }
  }

  private WorkerStartException startException(
      String message, @Nullable WorkerDeath death, @Nullable Throwable cause) {
    StartAttempt attempt =
        new StartAttempt(
            starter.commandLine(),
            death == null ? OptionalInt.empty() : OptionalInt.of(death.exitCode()),
            death == null ? List.of() : death.lastLines());
    return new WorkerStartException(
        settings.pool(), message + "; command: " + starter.commandLine(), attempt, cause);
  }

  private static WorkerDeath death(WorkerSlot slot, CrashReport report) {
    CrashFile file = report.crashFile();
    return new WorkerDeath(
        slot.index(),
        report.pid(),
        report.exitCode(),
        report.meaning(),
        report.lastLines(),
        Optional.ofNullable(file).map(CrashFile::path));
  }
}
