package io.processpool.environment;

import io.processpool.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Tells whether its worker uses an archive, and can stay until one is made. */
public final class ArchiveMain {

  static final String WITH = "archive used: true\n";
  static final String WITHOUT = "archive used: false\n";

  private ArchiveMain() {}

  /**
   * Runs a pool of one.
   *
   * @param arguments {@code stay}, {@code go} or {@code take your time}; {@code on} or {@code off};
   *     flags for workers
   */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    Path folder = Path.of(System.getenv("XDG_CACHE_HOME"), "processpool");
    try (WatchService watch = folder.getFileSystem().newWatchService();
        Pool pool =
            Pool.builder()
                .workers(1)
                .workerArchive(words.get(1).equals("on"))
                .workerJvmArguments(words.subList(2, words.size()))
                .open()) {
      System.out.println("archive used: " + pool.apply(ArchiveMain::isMapped, folder.toString()));
      if (words.get(0).equals("stay")) {
        folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        while (archives(folder).isEmpty()) {
          watch.take().reset();
        }
      }
      if (words.get(0).equals("take your time")) {
        pool.close(Duration.ofMinutes(4));
      }
    }
  }

  private static boolean isMapped(String folder) throws IOException {
    return Files.readString(Path.of("/proc/self/maps")).contains(folder);
  }

  static List<Path> archives(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }
}
