package io.processpool.cli.report;

import io.processpool.api.ChunkReport;
import io.processpool.cli.report.Span.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One place of a pool over time, in a bounded number of spans: the more there are, the longer is
 * what counts as one. Confined to its recorder.
 */
final class Lane {

  private static final int MOST_SPANS = 600;
  private static final double FINEST_SECONDS = 0.0005;

  private final List<Span> spans = new ArrayList<>();
  private final Set<Long> pids = new LinkedHashSet<>();
  private double resolution = FINEST_SECONDS;
  private double goneSince;
  private double decode;
  private double compute;
  private double encode;
  private double starting;

  /** A worker became ready at that time. */
  void ready(long pid, double now) {
    Kind kind = pids.isEmpty() ? Kind.START : Kind.RESTART;
    pids.add(pid);
    double since = Math.min(now, Math.max(goneSince, lastEnd()));
    starting += now - since;
    add(Span.starting(kind, since, now));
  }

  /** The worker died at that time. */
  void lost(double now) {
    goneSince = now;
  }

  /** A chunk was answered. */
  void done(ChunkReport chunk) {
    double end = seconds(chunk.ended());
    double[] parts = {seconds(chunk.decode()), seconds(chunk.compute()), seconds(chunk.encode())};
    decode += parts[0];
    compute += parts[1];
    encode += parts[2];
    double begin = Math.max(0, end - parts[0] - parts[1] - parts[2]);
    add(new Span(Kind.WORK, begin, end, parts[0], parts[1], parts[2]).after(lastEnd()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private double lastEnd() {
    return spans.isEmpty() ? 0 : spans.get(spans.size() - 1).end();
  }

  private void add(Span span) {
    append(spans, span, resolution);
    while (spans.size() > MOST_SPANS) {
      resolution *= 2;
      List<Span> fewer = new ArrayList<>();
      spans.forEach(each -> append(fewer, each, resolution));
      spans.clear();
      spans.addAll(fewer);
    }
  }

  private static void append(List<Span> spans, Span span, double resolution) {
    int last = spans.size() - 1;
    if (last >= 0 && spans.get(last).reaches(span, resolution)) {
      spans.set(last, spans.get(last).upTo(span));
    } else {
      spans.add(span);
    }
  }

  /** What is known of it at the end. */
  PoolStory.Lane story(int worker, double until) {
    double busy = decode + compute + encode + starting;
    return new PoolStory.Lane(
        worker,
        List.copyOf(pids),
        new PoolStory.Seconds(starting, decode, compute, encode, Math.max(0, until - busy)),
        spans.stream().map(Span::rounded).toList());
  }
}
