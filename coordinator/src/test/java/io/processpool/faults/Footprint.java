package io.processpool.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this JVM holds of the system.
 *
 * @param files open files
 * @param threads names of live threads, those that wait for the test left out
 * @param children child processes, zombies included
 */
record Footprint(long files, List<String> threads, long children) {

  private static final int SLACK = 3;

  static Footprint now() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return new Footprint(
          files.count(), threadNames(), ProcessHandle.current().children().count());
    } catch (IOException e) {
      throw new IllegalStateException("cannot count open files", e);
    }
  }

  private static List<String> threadNames() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("awaitility"))
        .sorted()
        .toList();
  }

  /** Files and threads come back to what they were, up to three, and no process is left. */
  void awaitReturn() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Footprint after = now();
              assertThat(after.files).as("open files").isLessThanOrEqualTo(files + SLACK);
              assertThat(after.threads)
                  .as("threads, before: %s", threads)
                  .hasSizeLessThanOrEqualTo(threads.size() + SLACK);
              assertThat(after.children).as("children").isLessThanOrEqualTo(children);
            });
  }
}
