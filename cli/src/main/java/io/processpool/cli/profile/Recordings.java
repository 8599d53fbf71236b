package io.processpool.cli.profile;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * A private folder where every worker leaves a flight recording as it ends in order; a worker that
 * is killed leaves none. For the main thread; to be deleted.
 */
public final class Recordings {

  private static final int TOP = 20;
  private static final String SETTINGS = "profile.jfc";

  /** What a worker's task thread is called; others are the pool's own. */
  private static final String TASK_THREAD = "/task";

  private final Path folder;
  private Instant from = Instant.MIN;

  private Recordings(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder.
   *
   * @return empty
   * @throws IOException if it cannot be made
   */
  public static Recordings create() throws IOException {
    Recordings recordings = new Recordings(Files.createTempDirectory("processpool-profile-"));
    try (InputStream settings = Recordings.class.getResourceAsStream(SETTINGS)) {
      Files.copy(
          requireNonNull(settings, "profile.jfc on the class path"),
          recordings.folder.resolve(SETTINGS));
    }
    return recordings;
  }

  /**
   * What makes a worker record itself.
   *
   * @return flags of its JVM
   */
  public List<String> jvmArguments() {
    return List.of(
        "-XX:StartFlightRecording=settings=%s,dumponexit=true,filename=%s"
            .formatted(folder.resolve(SETTINGS), folder),
        "-XX:FlightRecorderOptions=repository=" + folder.resolve("chunks"),
        "-Xlog:jfr*=off");
  }

  /** What was recorded until now is left out. */
  public void beginNow() {
    from = Instant.now();
  }

  /**
   * Reads what the workers left. They have ended by now.
   *
   * @return all of it in one table
   * @throws IOException if a recording cannot be read
   */
  public Profile read() throws IOException {
    HotMethods methods = new HotMethods();
    List<Path> files = files();
    for (Path file : files) {
      try (RecordingFile recording = new RecordingFile(file)) {
        while (recording.hasMoreEvents()) {
          add(methods, recording.readEvent());
        }
      }
    }
    return methods.top(TOP, files.size());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".jfr")).sorted().toList();
    }
  }

  private void add(HotMethods methods, RecordedEvent event) {
    String type = event.getEventType().getName();
    if (!type.equals("jdk.ExecutionSample")) {
      return; // samples of native methods are of waiting most of the time
    }
    RecordedThread thread = event.getThread("sampledThread");
    RecordedStackTrace stack = event.getStackTrace();
    if (thread == null || stack == null || !isTask(thread) || event.getStartTime().isBefore(from)) {
      return;
    }
    methods.add(stack.getFrames().stream().map(Recordings::name).toList());
  }

  private static boolean isTask(RecordedThread thread) {
    String name = thread.getJavaName();
    return name != null && name.endsWith(TASK_THREAD);
  }

  private static String name(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return method.getType().getName() + "." + method.getName();
  }

  /** Deletes all recordings, as far as that is possible. The workers have ended by now. */
  public void delete() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      return; // what is left lies in the folder for temporary files
    }
  }
}
