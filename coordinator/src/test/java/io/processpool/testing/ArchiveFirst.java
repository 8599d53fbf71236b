package io.processpool.testing;

import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has the archive for workers made before the first tests that start some: their starts are then as
 * short as they can be, and no process is there that they do not expect. Where the library lies in
 * folders there is none.
 */
public final class ArchiveFirst implements BeforeAllCallback {

  private static final AtomicBoolean DONE = new AtomicBoolean();

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    String cache = System.getenv("XDG_CACHE_HOME");
    if (cache == null
        || !context.getTags().contains("process")
        || !isInJars()
        || !DONE.compareAndSet(false, true)) {
      return;
    }
    try (Pool pool = Pool.open(1)) {
      Path folder = Path.of(cache, "processpool");
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !pool.workers().isEmpty() && hasArchive(folder));
    }
  }

  private static boolean isInJars() {
    return Stream.of("io.processpool.worker.WorkerMain", "io.processpool.message.Message")
        .allMatch(ArchiveFirst::isInJar);
  }

  private static boolean isInJar(String name) {
    try {
      return Class.forName(name)
          .getProtectionDomain()
          .getCodeSource()
          .getLocation()
          .getPath()
          .endsWith(".jar");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that was made, or found, since this process began: others may be of another Java. */
  private static boolean hasArchive(Path folder) throws IOException {
    long begin = ManagementFactory.getRuntimeMXBean().getStartTime();
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(
          file -> file.toString().endsWith(".jsa") && file.toFile().lastModified() >= begin);
    }
  }
}
