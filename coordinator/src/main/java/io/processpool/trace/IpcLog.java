package io.processpool.trace;

import io.processpool.api.IpcCounters;
import io.processpool.api.JobReport;
import io.processpool.api.JobReport.WorkerShare;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes the IPC counters of a job, a line per worker and one in total, as key-value pairs on
 * {@code io.processpool.ipc}.
 */
public final class IpcLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.processpool.ipc");

  private IpcLog() {}

  /** Whether the end of a job would be written. */
  public static boolean isOn(Level level) {
    return LOG.isEnabledForLevel(level);
  }

  /**
   * Writes a finished job.
   *
   * @param pool the pool's name
   * @param report its numbers
   * @param level INFO for jobs over many items, DEBUG for single calls, of which there may be many
   */
  public static void jobEnded(String pool, JobReport report, Level level) {
    if (!isOn(level)) {
      return;
    }
    for (WorkerShare share : report.workers()) {
      LOG.atLevel(level)
          .addKeyValue("pool", pool)
          .addKeyValue("job", report.job())
          .addKeyValue("worker", share.worker())
          .addKeyValue("pid", share.pid())
          .addKeyValue("items", share.items())
          .addKeyValue("chunks", share.chunks())
          .addKeyValue("frames_out", share.ipc().framesOut())
          .addKeyValue("bytes_out", share.ipc().bytesOut())
          .addKeyValue("frames_in", share.ipc().framesIn())
          .addKeyValue("bytes_in", share.ipc().bytesIn())
          .addKeyValue("bulk_out", share.ipc().bulkOut())
          .addKeyValue("bulk_in", share.ipc().bulkIn())
          .addKeyValue("encode_ms", share.encode().toMillis())
          .addKeyValue("compute_ms", share.compute().toMillis())
          .addKeyValue("decode_ms", share.decode().toMillis())
          .addKeyValue("wait_ms", share.waiting().toMillis())
          .log("ipc of worker");
    }
    LOG.atLevel(level)
        .addKeyValue("pool", pool)
        .addKeyValue("job", report.job())
        .addKeyValue("label", report.label())
        .addKeyValue("workers", report.workers().size())
        .addKeyValue("items", report.items().ok() + report.items().failed())
        .addKeyValue("chunks", report.chunks())
        .addKeyValue("frames_out", report.ipc().framesOut())
        .addKeyValue("bytes_out", report.ipc().bytesOut())
        .addKeyValue("frames_in", report.ipc().framesIn())
        .addKeyValue("bytes_in", report.ipc().bytesIn())
        .addKeyValue("bulk_out", report.ipc().bulkOut())
        .addKeyValue("bulk_in", report.ipc().bulkIn())
        .addKeyValue("encode_ms", report.times().encode().toMillis())
        .addKeyValue("compute_ms", report.times().compute().toMillis())
        .addKeyValue("decode_ms", report.times().decode().toMillis())
        .addKeyValue("wait_ms", report.times().waiting().toMillis())
        .log("ipc of job");
  }

  /**
   * Writes the life of one worker's connection when it said goodbye.
   *
   * @param pool the pool's name
   * @param place which worker
   * @param here what was counted in the coordinator
   * @param there what the worker counted, its directions seen from the coordinator
   */
  public static void workerLeft(String pool, Place place, IpcCounters here, IpcCounters there) {
    boolean agreed = here.equals(there);
    LOG.atLevel(agreed ? Level.INFO : Level.WARN)
        .addKeyValue("pool", pool)
        .addKeyValue("worker", place.index())
        .addKeyValue("pid", place.pid())
        .addKeyValue("frames_out", here.framesOut())
        .addKeyValue("bytes_out", here.bytesOut())
        .addKeyValue("frames_in", here.framesIn())
        .addKeyValue("bytes_in", here.bytesIn())
        .addKeyValue("bulk_out", here.bulkOut())
        .addKeyValue("bulk_in", here.bulkIn())
        .addKeyValue("worker_frames_in", there.framesOut())
        .addKeyValue("worker_bytes_in", there.bytesOut())
        .addKeyValue("worker_frames_out", there.framesIn())
        .addKeyValue("worker_bytes_out", there.bytesIn())
        .addKeyValue("agreed", agreed)
        .log("ipc of connection");
  }

  /** Which worker of the pool. */
  public record Place(int index, long pid) {}

  /**
   * Writes the pool's total at its end.
   *
   * @param pool the pool's name
   * @param total all connections
   */
  public static void poolClosed(String pool, IpcCounters total) {
    LOG.atInfo()
        .addKeyValue("pool", pool)
        .addKeyValue("frames_out", total.framesOut())
        .addKeyValue("bytes_out", total.bytesOut())
        .addKeyValue("frames_in", total.framesIn())
        .addKeyValue("bytes_in", total.bytesIn())
        .addKeyValue("bulk_out", total.bulkOut())
        .addKeyValue("bulk_in", total.bulkIn())
        .log("ipc of pool");
  }
}
