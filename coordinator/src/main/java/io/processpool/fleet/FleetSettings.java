package io.processpool.fleet;

import io.processpool.message.PayloadBlock;
import io.processpool.message.RemoteFailure;
import io.processpool.process.WorkerCommand;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * What workers are started with.
 *
 * @param pool the pool's name
 * @param workers how many there are
 * @param command how to start one, without its own arguments
 * @param environment its environment, whole
 * @param initializer one value or none
 * @param limits of what it decodes and encodes
 * @param startTimeout how long a start may take
 * @param failures rebuilds what an initializer threw
 * @param respawn whether a worker that ended is replaced; if not, what is pending when the last one
 *     has ended ends with its death
 */
public record FleetSettings(
    String pool,
    int workers,
    WorkerCommand command,
    Map<String, String> environment,
    PayloadBlock initializer,
    Limits limits,
    Duration startTimeout,
    Function<RemoteFailure, Throwable> failures,
    boolean respawn) {

  /** How deep and how large a value may be. */
  public record Limits(int maxDepth, int maxValueBytes) {}
}
