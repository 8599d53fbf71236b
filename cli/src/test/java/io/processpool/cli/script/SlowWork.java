package io.processpool.cli.script;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Takes the place of the program's work: each file says that it has begun and waits until the test
 * lets it go on.
 *
 * @param folder where files say so
 * @param stubborn whether it takes no notice of interrupts
 */
record SlowWork(Path folder, boolean stubborn) {

  private static final String SOURCE =
      """
      package io.processpool.cli.etl;

      import java.io.IOException;
      import java.io.InterruptedIOException;
      import java.nio.ByteBuffer;
      import java.nio.file.Files;
      import java.nio.file.Path;

      record Transform(String run, long seed, double noise) implements FileWork {
        @Override
        public long work(FilePair pair) throws IOException {
          Path gate = Path.of(System.getenv("GATE"));
          return pair.newFile(run)
              .write(
                  out -> {
                    out.write(ByteBuffer.wrap(new byte[1000]));
                    Files.createFile(gate.resolve("began-" + pair.index()));
                    while (!Files.exists(gate.resolve("open-" + pair.index()))) {
                      try {
                        Thread.sleep(2);
                      } catch (InterruptedException e) {
                        if (System.getenv("STUBBORN") == null) {
                          throw new InterruptedIOException();
                        }
                      }
                    }
                    if (Files.exists(gate.resolve("fail-" + pair.index()))) {
                      throw new IOException("broken on request");
                    }
                    return 1L;
                  });
        }
      }
      """;

  static SlowWork in(Path folder, boolean stubborn) throws IOException {
    return new SlowWork(Files.createDirectories(folder), stubborn);
  }

  static String source() {
    return SOURCE;
  }

  Map<String, String> environment() {
    Map<String, String> gate = Map.of("GATE", folder.toString());
    return stubborn ? Map.of("GATE", folder.toString(), "STUBBORN", "1") : gate;
  }

  List<String> begun() throws IOException {
    return Installation.names(folder).stream().filter(name -> name.startsWith("began-")).toList();
  }

  void awaitBegun(int index) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> Files.exists(folder.resolve("began-" + index)));
  }

  void open(int index) throws IOException {
    Files.createFile(folder.resolve("open-" + index));
  }

  void fail(int index) throws IOException {
    Files.createFile(folder.resolve("fail-" + index));
    open(index);
  }
}
