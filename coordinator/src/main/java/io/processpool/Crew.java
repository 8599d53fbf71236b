package io.processpool;

import io.processpool.api.IpcCounters;
import io.processpool.api.WorkerInfo;
import io.processpool.backend.ChunkBackend;
import io.processpool.bulk.BulkFolder;
import io.processpool.dispatch.DispatchStats;
import io.processpool.fleet.StopReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Whoever does a pool's work: a fleet of processes, or threads of this one. */
interface Crew {

  /** Runs chunks. */
  ChunkBackend backend();

  /** The places and who is in them. */
  List<WorkerInfo> workers();

  /** What waits and what runs. */
  DispatchStats stats();

  /** Workers that ended without being told to. */
  long lost();

  /** Runs something later, on a thread that must not be blocked. */
  Future<?> later(Duration delay, Runnable task);

  /** What crossed all sockets. */
  IpcCounters traffic();

  /** Where workers look for shared values; {@code null} if they are threads of this process. */
  @Nullable Path folder();

  /** Where large arrays lie beside the sockets; empty if workers are threads of this process. */
  Optional<BulkFolder> bulk();

  /** Gives no more chunks to workers. */
  void hold();

  /** Sends every worker SIGTERM, or kills it; whether others follow is decided as ever. */
  void signal(boolean kill);

  /** Ends all; zero grace ends them at once. */
  CompletableFuture<StopReport> stop(Duration grace);
}
