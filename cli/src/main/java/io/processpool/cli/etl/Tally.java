package io.processpool.cli.etl;

import io.processpool.cli.options.CommonOptions;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.output.Summary;
import io.processpool.cli.stop.StopRequest;
import io.processpool.cli.stop.Urgency;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the results of one job and asks for its end when too many files failed. */
final class Tally {

  private final List<Plan.Item> items;
  private final CommonOptions options;
  private final StopRequest stop;
  private final BitSet ok = new BitSet();
  private final SortedMap<Integer, String> errors = new TreeMap<>();
  private long taskNanos;

  Tally(List<Plan.Item> items, CommonOptions options, StopRequest stop) {
    this.items = items;
    this.options = options;
    this.stop = stop;
  }

  void add(FileResult result) {
    taskNanos += result.nanos();
    String error = result.error();
    if (error == null) {
      ok.set(result.index());
      return;
    }
    errors.put(result.index(), error);
    switch (options.reactionTo(errors.size(), items.size())) {
      case CONTINUE -> {}
      case SOON -> stop.request(Urgency.SOON, ExitStatus.STOPPED);
      case NOW -> stop.request(Urgency.NOW, ExitStatus.STOPPED);
    }
  }

  Summary.Counts counts() {
    return new Summary.Counts(items.size(), ok.cardinality(), errors.size());
  }

  double taskSeconds() {
    return taskNanos / 1e9;
  }

  List<Summary.Failed> failures() {
    return errors.entrySet().stream()
        .map(e -> new Summary.Failed(items.get(e.getKey()).input().toString(), e.getValue()))
        .toList();
  }
}
