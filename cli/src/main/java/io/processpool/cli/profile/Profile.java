package io.processpool.cli.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * In which methods all workers together were found. Immutable.
 *
 * @param recordings how many were read, one for each worker process
 * @param samples stacks that were looked at
 * @param methods the hottest first
 */
public record Profile(int recordings, long samples, List<Method> methods) {

  /**
   * A method.
   *
   * @param name with its class
   * @param own samples in which it ran itself
   * @param withCallees samples in which it ran or had called what ran
   */
  public record Method(String name, long own, long withCallees) {}

  /**
   * The profile.
   *
   * @param recordings how many were read
   * @param samples stacks that were looked at
   * @param methods the hottest first
   */
  public Profile {
    methods = List.copyOf(methods);
  }

  /**
   * As a profiler prints it.
   *
   * @return the lines, without their ends
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "profile: %,d samples of %d %s",
            samples,
            recordings,
            recordings == 1 ? "worker process" : "worker processes"));
    lines.add("    own      sum  own %  sum %  method");
    for (Method method : methods) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,7d  %,7d  %5.1f  %5.1f  %s",
              method.own,
              method.withCallees,
              share(method.own),
              share(method.withCallees),
              method.name));
    }
    return lines;
  }

  private double share(long count) {
    return samples == 0 ? 0 : 100.0 * count / samples;
  }
}
