package io.processpool.conformance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A door in the file system, which works across processes: tasks leave a mark and wait in front of
 * it until the test opens it.
 *
 * @param folder where the marks are
 */
public record Gate(String folder) implements Serializable {

  private static final String OPEN = "open";

  /** A closed door in a folder of its own. */
  public static Gate in(Path folder) {
    try {
      return new Gate(Files.createTempDirectory(folder, "gate").toString());
    } catch (IOException e) {
      throw new IllegalStateException("no gate in " + folder, e);
    }
  }

  /** Task: leaves a mark and waits. */
  public void pass(Object who) throws Exception {
    mark(who);
    while (!isOpen()) {
      Thread.sleep(2);
    }
  }

  /** Task: leaves a mark and waits until that many marks are there. */
  public void meet(int parties) throws Exception {
    mark("party");
    while (marks().size() < parties) {
      Thread.sleep(2);
    }
  }

  /** Task: leaves a mark. */
  public void mark(Object who) throws IOException {
    Files.createTempFile(Path.of(folder), "mark-" + who + "-", "");
  }

  /** Whether waiting tasks may go on. */
  public boolean isOpen() {
    return Files.exists(Path.of(folder, OPEN));
  }

  /** Lets all waiting tasks go on. */
  public void open() {
    try {
      Files.createFile(Path.of(folder, OPEN));
    } catch (IOException e) {
      throw new IllegalStateException("cannot open " + folder, e);
    }
  }

  /** Who left marks; once for each mark. */
  public List<String> marks() {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("mark-"))
          .map(name -> name.substring("mark-".length(), name.lastIndexOf('-')))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("cannot look into " + folder, e);
    }
  }

  /** Waits until that many marks are there. */
  public void awaitMarks(int count) {
    await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> marks().size() >= count);
  }
}
