package io.processpool.process;

import static org.awaitility.Awaitility.await;

import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Starts real child JVMs and ends them with the test. */
final class Children implements AutoCloseable {

  static final Duration LONG = Duration.ofSeconds(60);

  final RunFolder folder;
  final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private final List<WorkerProcess> started = new ArrayList<>();
  private final WorkerLauncher launcher;

  Children(Path base) throws IOException {
    this.folder = RunFolder.createIn(List.of(base));
    this.launcher =
        new WorkerLauncher(
            folder,
            new NamedThreads("p1"),
            Ticker.SYSTEM,
            (worker, stream, line) -> lines.add(line));
  }

  WorkerProcess start(String... arguments) throws IOException {
    return start(command(arguments), Map.of(), new byte[0]);
  }

  WorkerProcess start(WorkerCommand command, Map<String, String> environment, byte[] token)
      throws IOException {
    WorkerProcess worker =
        launcher.launch(command, WorkerEnvironment.current(environment), token, started.size() + 1);
    started.add(worker);
    return worker;
  }

  WorkerCommand command(String... arguments) {
    return command(WorkerClassPath.current(List.of(ChildMain.class)), arguments);
  }

  WorkerCommand command(List<Path> classPath, String... arguments) {
    WorkerJvm jvm = WorkerJvm.current();
    WorkerShare share = new WorkerShare(64 << 20, 2, Optional.empty());
    List<String> flags =
        WorkerFlags.of(jvm, share, folder.crashFilePattern(), List.of(), List.of());
    return new WorkerCommand(
        jvm.java(), flags, classPath, ChildMain.class.getName(), List.of(arguments));
  }

  /** Waits for a line that begins so, and returns its rest. */
  String rest(String beginning) {
    return await()
        .atMost(LONG)
        .until(
            () ->
                lines.stream()
                    .filter(line -> line.startsWith(beginning))
                    .map(line -> line.substring(beginning.length()))
                    .findFirst()
                    .orElse(null),
            found -> found != null);
  }

  static int exitOf(WorkerProcess worker) {
    return worker.exit().toCompletableFuture().orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    for (WorkerProcess worker : started) {
      worker.kill();
      exitOf(worker);
    }
    folder.close();
  }
}
