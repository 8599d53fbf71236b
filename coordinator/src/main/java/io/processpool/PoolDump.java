package io.processpool;

import io.processpool.api.PoolStats;
import io.processpool.api.WorkerInfo;
import io.processpool.backend.ChunkId;
import io.processpool.dispatch.DispatchStats.Flight;
import io.processpool.job.JobSnapshot;
import io.processpool.trace.WorkerHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Writes what is known of a pool as text for people. Confined to one call. */
final class PoolDump {

  /** The oldest chunks of a job tell what it waits for. */
  private static final int MOST_CHUNKS = 20;

  private final StringBuilder text = new StringBuilder(1024);
  private final PoolStats stats;
  private final long now;

  /**
   * Begins with what the pool is made of. Values of environment and properties may be secret.
   *
   * @param now on the pool's ticker
   */
  PoolDump(PoolSettings settings, PoolStats stats, long now) {
    this.stats = stats;
    this.now = now;
    line("pool %s: %s", stats.pool(), stats.state());
    line(
        "settings: %d %s, heap %s, Java %s, flags %s, environment %s, startTimeout %s%s",
        settings.workers(),
        settings.kind(),
        settings.workerHeap() == 0 ? "automatic" : settings.workerHeap() + " B",
        settings.javaHome().map(Object::toString).orElseGet(() -> System.getProperty("java.home")),
        settings.workerJvmArguments().stream().map(PoolDump::withoutValue).toList(),
        settings.workerEnvironment().keySet(),
        settings.startTimeout(),
        settings.initializer().isPresent() ? ", an initializer" : "");
    line(
        "more: %d spares, %s, %s class path, result types %s, nested pools %s",
        settings.spareWorkers(),
        settings.recycling(),
        settings.classPath().isEmpty() ? "this program's" : "its own",
        settings.resultTypes().map(List::toString).orElse("any"),
        settings.allowNested() ? "allowed" : "refused");
    line(
        "here: process %d, Java %s, %d processors",
        ProcessHandle.current().pid(),
        Runtime.version(),
        Runtime.getRuntime().availableProcessors());
    line(
        "items done %,d, failed %,d; chunks queued %,d, in flight %,d; workers lost %d, late answers"
            + " %d; %s",
        stats.itemsDone(),
        stats.itemsFailed(),
        stats.chunksQueued(),
        stats.chunksInFlight(),
        stats.workersLost(),
        stats.lateAnswers(),
        stats.ipc());
  }

  private static String withoutValue(String flag) {
    int equals = flag.indexOf('=');
    return flag.startsWith("-D") && equals > 0 ? flag.substring(0, equals) + "=…" : flag;
  }

  /** Who works, since when, on what. */
  PoolDump workers(WorkerHistory history, List<Flight> inFlight) {
    line("workers:");
    for (WorkerInfo worker : stats.workers()) {
      String age =
          history.readyNanos(worker).stream()
              .mapToObj(nanos -> ", ready for " + since(nanos))
              .findFirst()
              .orElse("");
      line(
          "  %d: worker number %d, process %d, %s%s, %,d items",
          worker.index(), worker.number(), worker.pid(), worker.state(), age, worker.items());
      inFlight.stream()
          .filter(flight -> flight.worker().number() == worker.number())
          .forEach(flight -> line("     has %s for %s", flight.chunk(), since(flight.sentNanos())));
    }
    return this;
  }

  /** What was asked for, and where it is. */
  PoolDump jobs(List<JobSnapshot> jobs, List<Flight> inFlight) {
    Map<ChunkId, Flight> flights = new HashMap<>();
    inFlight.forEach(flight -> flights.put(flight.chunk().id(), flight));
    line("jobs: %d", jobs.size());
    for (JobSnapshot job : jobs) {
      line(
          "  %s%s for %s: read %,d, done %,d, failed %,d, unsettled %,d, waiting for their back-off"
              + " %,d; holds %,d B; chunks %,d",
          job.name(),
          job.ended() ? " (over)" : "",
          since(job.startNanos()),
          job.read(),
          job.counts().ok(),
          job.counts().failed(),
          job.counts().unsettled(),
          job.waiting(),
          job.heldBytes(),
          job.chunks().size());
      job.chunks().stream().limit(MOST_CHUNKS).forEach(chunk -> chunk(chunk, flights));
    }
    return this;
  }

  private void chunk(JobSnapshot.OpenChunk open, Map<ChunkId, Flight> flights) {
    Flight flight = flights.get(open.chunk().id());
    line(
        "     %s, %s old, %s; %d without an answer%s",
        open.chunk(),
        since(open.sentNanos()),
        flight == null
            ? "queued"
            : "at worker %d (process %d) for %s"
                .formatted(
                    flight.worker().index(), flight.worker().pid(), since(flight.sentNanos())),
        open.unanswered().size(),
        open.unanswered().isEmpty() ? "" : ", the first is item " + open.unanswered().get(0));
  }

  /** How the last workers died. */
  PoolDump deaths(List<WorkerHistory.PastDeath> deaths) {
    line("last deaths: %d", deaths.size());
    deaths.forEach(past -> line("  %s ago: %s", since(past.nanos()), past.death()));
    return this;
  }

  private String since(long nanos) {
    double seconds = (double) (now - nanos) / TimeUnit.SECONDS.toNanos(1);
    return String.format(Locale.ROOT, "%.3f s", Math.max(0, seconds));
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  String text() {
    return text.toString();
  }
}
