package io.processpool.fleet;

import io.processpool.message.PayloadBlock;
import io.processpool.message.RemoteFailure;
import io.processpool.process.WorkerCommand;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What workers are started with.
 *
 * @param pool the pool's name
 * @param workers how many there are
 * @param spares in how many places a second worker waits
 * @param startsAtOnce how many start at a time
 * @param command how to start one, without its own arguments
 * @param environment its environment, whole
 * @param initializer one value or none
 * @param limits of what it decodes, encodes and holds
 * @param startTimeout how long a start may take
 * @param failures rebuilds what an initializer threw, on another thread than the fleet's
 * @param respawn whether a worker that ended is replaced; if not, what is pending when the last one
 *     has ended ends with its death
 */
public record FleetSettings(
    String pool,
    int workers,
    int spares,
    int startsAtOnce,
    WorkerCommand command,
    Map<String, String> environment,
    PayloadBlock initializer,
    Limits limits,
    Duration startTimeout,
    Function<RemoteFailure, CompletionStage<Throwable>> failures,
    boolean respawn) {

  /**
   * What is kept in the worker.
   *
   * @param maxDepth how deep a value may be
   * @param maxValueBytes how large a value may be
   * @param mostGrowthBytes by how much its memory may grow, 0 for any amount
   * @param spinMicros how long it stays awake for the next chunk
   */
  public record Limits(int maxDepth, int maxValueBytes, long mostGrowthBytes, int spinMicros) {}
}
