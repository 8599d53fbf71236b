package io.processpool.cli.etl;

import io.processpool.api.Advice;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.output.Summary;
import io.processpool.cli.progress.Console;
import io.processpool.cli.progress.Notices;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what happens: results on standard output, everything else as notices. */
final class EtlReport {

  /** Where the library logs the advice that {@link #advise} shows. */
  static final String ADVICE_LOGGER = "io.processpool.advice";

  private final Console console;
  private final Notices notices;

  EtlReport(Console console, Notices notices) {
    this.console = console;
    this.notices = notices;
  }

  Notices notices() {
    return notices;
  }

  void finished(Path output, FileResult result) {
    String seconds = String.format(Locale.ROOT, "%.3f s", result.nanos() / 1e9);
    console.result(printable(output) + "\t" + seconds);
  }

  void failed(Path input, String error) {
    notices.problem(
        printable(input) + ": " + printable(error),
        Map.of("file", input.toString(), "error", error));
  }

  void problem(String text) {
    notices.problem(text, Map.of());
  }

  void note(String text) {
    notices.info(text, Map.of());
  }

  void trace(String text) {
    console.note(text.stripTrailing());
  }

  /** What would make the next run quicker. */
  void advise(List<Advice> advice) {
    for (Advice each : advice) {
      notices.info(
          "advice: " + each.evidence() + " " + each.remedy(), Map.of("kind", each.kind().name()));
    }
  }

  /**
   * The figures, then as the last line how it ended.
   *
   * @param last how it ended, and where there is more to read
   */
  void ended(Summary summary, ExitStatus status, String last) {
    Summary.Counts counts = summary.counts();
    Summary.Times times = summary.times();
    Summary.Wire wire = summary.wire();
    notices.info(
        String.format(
            Locale.ROOT,
            "%s: %d ok, %d failed; wall time %.2f s, task time %.2f s, efficiency %.0f %% of %d %s;"
                + " sent %,d bytes in %,d frames, received %,d bytes in %,d frames",
            files(counts.items()),
            counts.ok(),
            counts.failed(),
            times.wallSeconds(),
            times.taskSeconds(),
            summary.efficiency() * 100,
            summary.setup().workers(),
            summary.setup().workers() == 1 ? "worker" : "workers",
            wire.bytesOut(),
            wire.framesOut(),
            wire.bytesIn(),
            wire.framesIn()),
        fields(summary));
    Map<String, Object> outcome = Map.of("exit", status.code());
    if (status == ExitStatus.OK) {
      notices.info(last, outcome);
    } else {
      notices.problem(last, outcome);
    }
  }

  /** In words; why is what broke, empty if nothing did. */
  static String outcome(Summary.Counts counts, ExitStatus status, String why) {
    long left = counts.items() - counts.ok() - counts.failed();
    String failed = counts.failed() == 0 ? "" : counts.failed() + " failed, ";
    String state =
        counts.ok() + " of " + files(counts.items()) + " done, " + failed + left + " left";
    return switch (status) {
      case OK -> "done: " + files(counts.items());
      case SOME_FAILED ->
          counts.failed()
              + " of "
              + files(counts.items())
              + " failed"
              + (left == 0 ? "" : ", " + left + " were not begun");
      case STOPPED -> "stopped because files failed: " + state;
      case HANGUP, INTERRUPTED, TERMINATED ->
          "interrupted by " + status.signal().orElseThrow() + ": " + state;
      case OUTPUT_CLOSED -> "standard output was closed: " + state;
      case POOL_BROKEN -> "pool broken: " + state + "; " + why;
      default -> "failed: " + state + (why.isEmpty() ? "" : "; " + why);
    };
  }

  private static String files(long count) {
    return count == 1 ? "1 file" : count + " files";
  }

  private static Map<String, Object> fields(Summary summary) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("items", summary.counts().items());
    fields.put("ok", summary.counts().ok());
    fields.put("failed", summary.counts().failed());
    fields.put("wall_s", summary.times().wallSeconds());
    fields.put("task_s", summary.times().taskSeconds());
    fields.put("efficiency", summary.efficiency());
    fields.put("workers", summary.setup().workers());
    fields.put("bytes_out", summary.wire().bytesOut());
    fields.put("bytes_in", summary.wire().bytesIn());
    fields.put("frames_out", summary.wire().framesOut());
    fields.put("frames_in", summary.wire().framesIn());
    return fields;
  }

  /** A name may hold line ends and escape sequences; a line of output may not. */
  static String printable(Object name) {
    StringBuilder text = new StringBuilder();
    for (char c : name.toString().toCharArray()) {
      if (c == '\n') {
        text.append("\\n");
      } else if (Character.isISOControl(c)) {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
