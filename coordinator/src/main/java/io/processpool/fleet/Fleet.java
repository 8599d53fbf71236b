package io.processpool.fleet;

import static java.util.Objects.requireNonNull;

import io.processpool.api.IpcCounters;
import io.processpool.api.PoolBrokenException;
import io.processpool.api.PoolException;
import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerInfo;
import io.processpool.backend.WorkerRef;
import io.processpool.bulk.BulkFolder;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.dispatch.Dispatcher;
import io.processpool.dispatch.Staffing;
import io.processpool.message.Grown;
import io.processpool.message.Hello;
import io.processpool.message.RemoteFailure;
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
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The workers of a pool: started side by side, succeeded by others when they die or have done their
 * part, ended together. The public methods may be called by any thread and do not wait for workers;
 * everything else runs on the fleet's thread.
 */
public final class Fleet implements Admission, Staffing {

  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

  /** A dismissed worker, which has nothing to finish, goes within this time, or is ended. */
  private static final Duration DISMISSAL_GRACE = Duration.ofSeconds(5);

  private final FleetSettings settings;
  private final Dispatcher dispatcher;
  private final FleetListener listener;
  private final FleetThread thread;
  private final RunFolder folder;
  private final BulkFolder bulk;
  private final WireServer server;
  private final WorkerStarter starter;
  private final RestartBudget budget;
  private final Deaths deaths;
  private final TrafficLedger traffic = new TrafficLedger();
  private final List<Place> places;
  private final StartTurns turns;
  private final Departures departures;
  private final StopLadder ladder;
  private final FleetEnd end;

  // Confined to the fleet's thread.
  private int nextNumber;
  private boolean doomed;
  private boolean givenUp;

  /** What a fleet works with. */
  public record Parts(
      Dispatcher dispatcher,
      FleetListener listener,
      ScheduledExecutorService thread,
      NamedThreads threads,
      BulkFolder bulk,
      OutputSink output) {}

  private Fleet(FleetSettings settings, Parts parts, RunFolder folder, Ticker ticker)
      throws IOException {
    this.settings = settings;
    this.dispatcher = parts.dispatcher();
    this.listener = parts.listener();
    this.thread = new FleetThread(parts.thread(), this::failed);
    this.folder = folder;
    this.bulk = parts.bulk();
    this.budget = new RestartBudget(settings.workers(), ticker, new Random());
    this.places =
        IntStream.range(0, settings.workers())
            .mapToObj(index -> new Place(index, index < settings.spares()))
            .toList();
    this.turns = new StartTurns(places, settings.startsAtOnce());
    this.server =
        WireServer.listen(parts.threads(), folder.socketPath(), 2 * settings.workers() + 8, this);
    WorkerLauncher launcher = new WorkerLauncher(folder, parts.threads(), ticker, parts.output());
    this.starter = new WorkerStarter(settings, folder, server.address(), launcher);
    this.deaths =
        new Deaths(
            settings.pool(),
            settings.startTimeout(),
            budget,
            starter.commandLine(),
            starter.commandSummary());
    this.departures = new Departures(settings.pool(), thread, this::gone);
    this.ladder = new StopLadder(thread::later, this::abandoned);
    this.end = new FleetEnd(places, ladder, this::cleanUp);
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
    parts.dispatcher().staffWith(fleet);
    fleet.post(() -> fleet.places.forEach(fleet::launch));
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
    post(() -> places.forEach(place -> place.workers().forEach(each -> each.signal(kill))));
  }

  /** The places and the workers in them. */
  public List<WorkerInfo> workers() {
    return places.stream().map(Place::info).toList();
  }

  /** What crossed all sockets so far. */
  public IpcCounters traffic() {
    return traffic.total();
  }

  /** Workers that ended without being told to. */
  public long lost() {
    return deaths.count();
  }

  private void cleanUp() {
    server.close();
    folder.close();
  }

  /** Hands something to the fleet's thread. */
  void post(Runnable task) {
    thread.post(task);
  }

  private void failed(Throwable error) {
    LOG.error("{}: the fleet failed; the pool gives up", settings.pool(), error);
    String text = "internal error: " + error;
    giveUp(() -> new PoolBrokenException(settings.pool(), text, List.of(), error));
  }

  String pool() {
    return settings.pool();
  }

  /** Starts a worker for whom there is work, unless there will be no work any more. */
  private void launch(Place place) {
    if (end.hasBegun() || doomed || !turns.mayStart(place)) {
      return;
    }
    int number = nextNumber++;
    WorkerReports reports = new WorkerReports(this, dispatcher, budget, place, number);
    try {
      WorkerStarter.Started started = starter.start(place, number, reports);
      Worker worker = new Worker(place.index(), started, reports::items);
      place.add(worker);
      long limit = settings.startTimeout().toMillis();
      worker.setTimer(thread.later(limit, () -> startTookTooLong(worker)));
      started.process().exit().thenAccept(status -> post(() -> departures.exited(worker, status)));
    } catch (IOException e) {
      follow(deaths.judge(place.index(), e), place, number, e.getMessage() + "; it is tried again");
    }
  }

  private void startTookTooLong(Worker worker) {
    if (worker.state() == WorkerState.STARTING) {
      LOG.warn(
          "{}: worker {} was not ready within {} (startTimeout); it is killed",
          settings.pool(),
          worker.number(),
          settings.startTimeout());
      worker.killLate();
    }
  }

  /** Unless someone has come to this place since then. */
  private void launchAfter(Place place, int number) {
    if (place.needsOneAfter(number)) {
      launch(place);
    }
  }

  /** Whoever works there shall have one behind it; not before it works itself. */
  private void launchSpare(Place place) {
    if (place.lacksSpare()) {
      launch(place);
    }
  }

  @Override
  public void succeed(WorkerRef worker) {
    post(() -> launchAfter(places.get(worker.index()), worker.number()));
  }

  @Override
  public void dismiss(WorkerRef ref) {
    post(
        () -> {
          Place place = places.get(ref.index());
          Worker worker = place.find(ref.number());
          if (worker != null && worker.isStaying()) {
            LOG.debug("{}: worker {} has done its part and leaves", settings.pool(), ref.number());
            ladder.stop(worker, DISMISSAL_GRACE);
            launchSpare(place);
          }
        });
  }

  @Override
  public void lookUp(Hello hello, Consumer<@Nullable Candidate> answer) {
    post(() -> answer.accept(expected(hello.worker())));
  }

  private @Nullable Candidate expected(int number) {
    for (Place place : places) {
      Worker worker = place.find(number);
      if (worker != null) {
        return worker.expected();
      }
    }
    return null;
  }

  void connected(Place place, int number, SocketWorkerClient client) {
    Worker worker = place.find(number);
    if (worker == null || !worker.connected(client)) {
      client.close();
      return;
    }
    traffic.add(client);
    client.killWith(reason -> post(() -> worker.killStuck(settings.pool(), reason)));
    turns.next(this::launch);
  }

  void ready(Place place, int number) {
    Worker worker = place.find(number);
    if (worker == null || worker.state() != WorkerState.STARTING) {
      return;
    }
    worker.ready();
    budget.started(place.index());
    listener.workerReady(worker.info());
    dispatcher.workerReady(requireNonNull(worker.client()));
    launchSpare(place);
  }

  /** Nobody is launched from now on; the pool ends when it is known what to say of it. */
  void startFailed(RemoteFailure failure) {
    if (end.hasBegun() || doomed) {
      return;
    }
    doomed = true;
    String message = "the initializer failed: " + failure.type();
    settings
        .failures()
        .apply(failure)
        .thenAccept(cause -> post(() -> giveUp(() -> deaths.startException(message, null, cause))));
  }

  void grown(Place place, int number, Grown grown) {
    Worker worker = place.find(number);
    SocketWorkerClient client = worker == null ? null : worker.client();
    if (client != null && dispatcher.retire(client)) {
      LOG.warn(
          "{}: worker {} (pid {}) holds {} bytes, {} after its first chunk, and is replaced"
              + " (maxWorkerGrowth: {})",
          settings.pool(),
          number,
          client.ref().pid(),
          grown.heldBytes(),
          grown.baseBytes(),
          settings.limits().mostGrowthBytes());
    }
  }

  /** Where a worker puts large results. */
  BulkFolder filesOf(int number) {
    return bulk.ofWorker(number);
  }

  void connectionClosed(Place place, int number, String reason) {
    Worker worker = place.find(number);
    if (worker != null) {
      departures.connectionClosed(worker, reason);
    }
  }

  private void gone(Worker worker) {
    WorkerProcess process = worker.process();
    WorkerDeath death = Deaths.death(worker, CrashReport.of(process, worker.exitStatus(), folder));
    long runningItem = worker.takeRunningItem();
    boolean wasReady = worker.state() == WorkerState.READY;
    boolean told = worker.state() == WorkerState.STOPPING;
    remove(worker);
    filesOf(worker.number()).deleteAll();
    if (!told) {
      deaths.remember(death); // before a caller hears of it, who may look at the count
    }
    SocketWorkerClient client = worker.client();
    if (client != null) {
      traffic.retire(client);
      if (dispatcher.workerLost(client, runningItem, death) > 0) {
        budget.worked();
      }
    }
    if (!told) {
      listener.workerLost(death);
    }
    if (givenUp || end.hasBegun()) {
      end.checkAllEnded();
    } else if (!doomed && !settings.respawn()) {
      if (places.stream().allMatch(Place::isEmpty)) {
        breakDown(deaths.broken("no worker is left", worker, death, wasReady || told));
      }
    } else if (!told && !doomed) {
      replace(worker, death, wasReady);
    }
    turns.next(this::launch);
  }

  private void remove(Worker worker) {
    worker.gone();
    places.get(worker.place()).remove(worker);
  }

  private void abandoned(Worker worker) {
    remove(worker);
    end.checkAllEnded();
  }

  private void replace(Worker worker, WorkerDeath death, boolean wasReady) {
    Deaths.Verdict verdict = deaths.judge(worker, death, wasReady);
    follow(verdict, places.get(worker.place()), worker.number(), death + "; it is replaced");
  }

  private void follow(Deaths.Verdict verdict, Place place, int number, String what) {
    if (verdict instanceof Deaths.Verdict.GiveUp up) {
      giveUp(up.error());
      return;
    }
    Deaths.Verdict.Replace next = (Deaths.Verdict.Replace) verdict;
    LOG.atLevel(next.quietly() ? Level.DEBUG : Level.WARN).log("{}: {}", settings.pool(), what);
    Runnable launch = () -> launchAfter(place, number);
    if (next.delayMillis() == 0) {
      launch.run();
    } else {
      thread.later(next.delayMillis(), launch);
    }
  }

  private void giveUp(Supplier<PoolException> error) {
    if (givenUp || end.hasBegun()) {
      return;
    }
    LOG.error("the pool gives up: {}", error.get().getMessage());
    breakDown(error);
    places.forEach(place -> place.workers().forEach(worker -> worker.kill(true)));
  }

  private void breakDown(Supplier<PoolException> error) {
    doomed = true;
    givenUp = true;
    dispatcher.breakDown(error);
    listener.broken(error);
  }
}
