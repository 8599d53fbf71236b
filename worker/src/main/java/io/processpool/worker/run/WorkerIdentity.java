package io.processpool.worker.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What does not change as long as a worker lives.
 *
 * @param index the place in the pool
 * @param pid the process
 * @param state the user's map
 */
public record WorkerIdentity(int index, long pid, Map<String, Object> state) {

  /** A worker with an empty state. */
  public static WorkerIdentity of(int index, long pid) {
    return new WorkerIdentity(index, pid, new ConcurrentHashMap<>());
  }
}
