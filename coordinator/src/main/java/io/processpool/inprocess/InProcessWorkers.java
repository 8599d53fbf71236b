package io.processpool.inprocess;

import io.processpool.api.PoolBrokenException;
import io.processpool.api.PoolException;
import io.processpool.api.WorkerInfo;
import io.processpool.api.WorkerStartException;
import io.processpool.api.WorkerStartException.StartAttempt;
import io.processpool.backend.WorkerRef;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.dispatch.Dispatcher;
import io.processpool.message.PayloadBlock;
import io.processpool.payload.PayloadSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The threads of an in-process pool. Thread-safe. */
public final class InProcessWorkers {

  private static final ThreadLocal<@Nullable Place> PLACE = new ThreadLocal<>();

  private final Dispatcher dispatcher;
  private final List<InProcessWorker> workers;

  private InProcessWorkers(Dispatcher dispatcher, List<InProcessWorker> workers) {
    this.dispatcher = dispatcher;
    this.workers = workers;
  }

  /**
   * What the threads work with.
   *
   * @param pool the pool's name
   * @param count how many
   * @param payload how values are coded
   * @param initializer one value or none
   * @param ready told of each that takes work
   * @param depth in how many workers their code runs, one inside the other
   */
  public record Settings(
      String pool,
      int count,
      PayloadSettings payload,
      PayloadBlock initializer,
      Consumer<WorkerInfo> ready,
      int depth) {}

  /** Whose worker a thread is, and how deep in workers. */
  public record Place(String pool, int depth) {}

  /** What this thread is; {@code null} if it is no worker of this process. */
  public static @Nullable Place placeOfThisThread() {
    return PLACE.get();
  }

  /** Starts the threads. */
  public static InProcessWorkers open(
      Settings settings,
      Dispatcher dispatcher,
      NamedThreads threads,
      ScheduledExecutorService timer,
      Ticker ticker) {
    List<InProcessWorker> workers = new ArrayList<>();
    long pid = ProcessHandle.current().pid();
    for (int i = 0; i < settings.count(); i++) {
      InProcessWorker worker =
          new InProcessWorker(
              new WorkerRef(i, i, pid), settings.payload(), dispatcher, timer, ticker);
      workers.add(worker);
      worker.start(
          threads,
          () -> begin(settings, dispatcher, worker),
          e -> dispatcher.breakDown(() -> threadFailed(settings.pool(), e)));
    }
    return new InProcessWorkers(dispatcher, List.copyOf(workers));
  }

  private static boolean begin(Settings settings, Dispatcher dispatcher, InProcessWorker worker) {
    PLACE.set(new Place(settings.pool(), settings.depth()));
    try {
      worker.initialize(settings.initializer());
    } catch (Throwable e) { // whatever the initializer throws ends the pool
      dispatcher.breakDown(() -> initializerFailed(settings.pool(), e));
      return false;
    }
    settings.ready().accept(worker.info(false));
    dispatcher.workerReady(worker);
    return true;
  }

  private static PoolException threadFailed(String pool, Throwable cause) {
    return new PoolBrokenException(
        pool, "a thread that runs tasks failed: " + cause, List.of(), cause);
  }

  private static PoolException initializerFailed(String pool, Throwable cause) {
    return new WorkerStartException(
        pool,
        "the initializer failed: " + cause,
        new StartAttempt("(a thread of this process)", OptionalInt.empty(), List.of()),
        cause);
  }

  /** The places and who is in them. */
  public List<WorkerInfo> workers() {
    var busy = dispatcher.stats().busyWorkers();
    return workers.stream()
        .map(worker -> worker.info(busy.contains(worker.ref().number())))
        .toList();
  }

  /**
   * Ends the threads when what they hold is done, or interrupts them.
   *
   * @param now whether to interrupt; those that go on are left to themselves
   */
  public CompletableFuture<Void> stop(boolean now) {
    workers.forEach(worker -> worker.stop(now));
    return now
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.allOf(
            workers.stream().map(InProcessWorker::ended).toArray(CompletableFuture[]::new));
  }
}
