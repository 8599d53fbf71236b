package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this JVM has beside itself; taken before pools and compared after them.
 *
 * @param children its processes, those too that ended and were not taken note of
 * @param runFolders of its pools
 * @param openFiles how many
 */
record Leftovers(Set<Long> children, Set<Path> runFolders, long openFiles) {

  private static final Duration LONG = Duration.ofSeconds(30);

  /** Open files that may come and go without being a pool's. */
  private static final int OTHER_FILES = 3;

  static Leftovers now() throws IOException {
    return new Leftovers(processes(), folders(), count(Path.of("/proc/self/fd")));
  }

  /** Waits until nothing is there that was not there then, nor a thread of these pools. */
  void awaitNoMore(String poolPrefix) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(
            () -> {
              Leftovers now = now();
              assertThat(now.children).as("processes").isSubsetOf(children);
              assertThat(now.runFolders).as("run folders").isSubsetOf(runFolders);
              assertThat(now.openFiles)
                  .as("open files")
                  .isLessThanOrEqualTo(openFiles + OTHER_FILES);
              assertThat(threads(poolPrefix)).as("threads").isEmpty();
            });
  }

  /** From the system's table, in which zombies are. */
  private static Set<Long> processes() throws IOException {
    long self = ProcessHandle.current().pid();
    return list(Path.of("/proc"))
        .map(file -> file.getFileName().toString())
        .filter(name -> name.matches("\\d+"))
        .map(Long::valueOf)
        .filter(pid -> parent(pid) == self)
        .collect(Collectors.toSet());
  }

  private static long parent(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[1]);
    } catch (IOException e) {
      return -1; // gone meanwhile
    }
  }

  private static Set<Path> folders() throws IOException {
    String prefix = "processpool-" + ProcessHandle.current().pid() + "-";
    return Stream.of(System.getenv("XDG_RUNTIME_DIR"), System.getProperty("java.io.tmpdir"), "/tmp")
        .filter(base -> base != null && !base.isEmpty())
        .map(Path::of)
        .distinct()
        .filter(Files::isDirectory)
        .flatMap(Leftovers::list)
        .filter(file -> file.getFileName().toString().startsWith(prefix))
        .collect(Collectors.toSet());
  }

  private static long count(Path folder) {
    return list(folder).count();
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new IllegalStateException("cannot list " + folder, e);
    }
  }

  private static List<String> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .toList();
  }
}
