package io.processpool.cli.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts in which methods samples of stacks were taken. Confined to one thread. */
final class HotMethods {

  private final Map<String, long[]> counts = new HashMap<>();
  private long samples;

  /**
   * One sample.
   *
   * @param stack the methods, the one that ran first; one that calls itself counts once
   */
  void add(List<String> stack) {
    if (stack.isEmpty()) {
      return;
    }
    samples++;
    count(stack.get(0))[0]++;
    Set<String> seen = new HashSet<>(stack);
    seen.forEach(method -> count(method)[1]++);
  }

  private long[] count(String method) {
    return counts.computeIfAbsent(method, unused -> new long[2]);
  }

  /** The methods that ran in most samples, the hottest first. */
  Profile top(int most, int recordings) {
    List<Profile.Method> methods = new ArrayList<>();
    counts.forEach(
        (name, count) -> {
          if (count[0] > 0) {
            methods.add(new Profile.Method(name, count[0], count[1]));
          }
        });
    methods.sort(
        Comparator.comparingLong(Profile.Method::own)
            .thenComparingLong(Profile.Method::withCallees)
            .reversed()
            .thenComparing(Profile.Method::name));
    return new Profile(recordings, samples, methods.stream().limit(most).toList());
  }
}
