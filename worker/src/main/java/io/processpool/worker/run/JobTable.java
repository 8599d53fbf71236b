package io.processpool.worker.run;

import io.processpool.message.OpenJob;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The jobs this worker knows, by number. Filled by the event loop, read by the task thread. */
final class JobTable {

  private final Map<Integer, OpenedJob> jobs = new ConcurrentHashMap<>();

  void open(OpenJob message) {
    jobs.put(message.job(), new OpenedJob(message));
  }

  @Nullable OpenedJob find(int job) {
    return jobs.get(job);
  }

  void close(int job) {
    OpenedJob closed = jobs.remove(job);
    if (closed != null) {
      closed.cancel();
    }
  }
}
