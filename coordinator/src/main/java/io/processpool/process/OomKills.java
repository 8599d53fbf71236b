package io.processpool.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often the kernel has killed a process of this container for its memory. The kernel counts
 * that in a file of the control group; without one the count is always 0. Immutable.
 */
final class OomKills {

  private static final String COUNTER = "oom_kill ";

  private final Optional<Path> file;

  private OomKills(Optional<Path> file) {
    this.file = file;
  }

  static OomKills current() {
    return of(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
  }

  /** A container may see its group at the root of the mount and not where the list says. */
  static OomKills of(Path groups, Path mount) {
    try (Stream<String> lines = Files.lines(groups)) {
      return new OomKills(
          lines
              .map(line -> line.split(":", 3))
              .filter(fields -> fields.length == 3)
              .flatMap(fields -> places(fields[1], fields[2], mount))
              .filter(place -> read(place).isPresent())
              .findFirst());
    } catch (IOException | RuntimeException e) {
      return new OomKills(Optional.empty()); // not Linux
    }
  }

  private static Stream<Path> places(String controllers, String group, Path mount) {
    String below = group.replaceFirst("^/+", "");
    if (controllers.isEmpty()) {
      return Stream.of(mount.resolve(below), mount).map(path -> path.resolve("memory.events"));
    }
    if (List.of(controllers.split(",")).contains("memory")) {
      Path memory = mount.resolve("memory");
      return Stream.of(memory.resolve(below), memory)
          .map(path -> path.resolve("memory.oom_control"));
    }
    return Stream.empty();
  }

  long count() {
    return file.flatMap(OomKills::read).orElse(0L);
  }

  private static Optional<Long> read(Path place) {
    try (Stream<String> lines = Files.lines(place)) {
      return lines
          .filter(line -> line.startsWith(COUNTER))
          .map(line -> Long.valueOf(line.substring(COUNTER.length()).strip()))
          .findFirst();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
