package io.processpool.cli.lesson;

import io.processpool.api.Advice;
import io.processpool.api.IpcCounters;
import io.processpool.api.JobReport;
import io.processpool.cli.output.Summary;
import java.util.List;
import java.util.Map;

/**
 * All repetitions of a variant. Immutable.
 *
 * @param seconds how long they took
 * @param repetitions how many there were
 * @param last the last one
 * @param <R> the result
 */
public record Measured<R>(Seconds seconds, int repetitions, Sample<R> last) {

  /**
   * What was computed the last time.
   *
   * @return the result
   */
  public R result() {
    return last.result();
  }

  /**
   * As a row.
   *
   * @param variant its name
   * @param items how many items
   * @param result the result in short
   * @return without details
   */
  public Row row(String variant, long items, String result) {
    IpcCounters ipc = last.wire();
    Summary.Wire wire =
        new Summary.Wire(ipc.allBytesOut(), ipc.allBytesIn(), ipc.framesOut(), ipc.framesIn());
    List<Advice> advice = last.report().map(JobReport::advice).orElse(List.of());
    return new Row(variant, seconds, items, wire, result, advice, Map.of());
  }
}
