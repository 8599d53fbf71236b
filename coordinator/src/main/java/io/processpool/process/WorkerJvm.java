package io.processpool.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * The Java that runs the workers. Immutable.
 *
 * @param java the program
 * @param feature its version, for example 17; flags that it would not know are left out
 */
public record WorkerJvm(Path java, int feature) {

  private static final int OLDEST = 17;

  /** Checks the version. */
  public WorkerJvm {
    Objects.requireNonNull(java, "java");
    if (feature < OLDEST) {
      throw new IllegalArgumentException(
          "java of the workers is too old: "
              + feature
              + " at "
              + java
              + " (expected: 17 or later); name another JDK with javaHome");
    }
  }

  /**
   * The Java that runs this program.
   *
   * @throws IllegalStateException if it has no program that could be started again
   */
  public static WorkerJvm current() {
    String home = System.getProperty("java.home", "");
    Optional<String> running = ProcessHandle.current().info().command();
    return new WorkerJvm(find(home, running), Runtime.version().feature());
  }

  /** The first of: the program in the home; the running one, if it is a java at all. */
  static Path find(String home, Optional<String> running) {
    if (!home.isEmpty() && Files.isExecutable(programIn(Path.of(home)))) {
      return programIn(Path.of(home));
    }
    return running
        .map(Path::of)
        .filter(path -> path.endsWith(programName()) && Files.isExecutable(path))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no java to start workers with: java.home="
                        + home
                        + " has no bin/java, and this process runs "
                        + running.orElse("an unknown program")
                        + "; name a JDK with javaHome"));
  }

  /**
   * The Java of another JDK. Its version is read from its {@code release} file; without one the
   * oldest is assumed, which only leaves flags out.
   *
   * @param javaHome its folder
   * @throws IllegalArgumentException if there is no program, or it is older than 17
   */
  public static WorkerJvm of(Path javaHome) {
    Path home = javaHome.toAbsolutePath();
    Path java = programIn(home);
    if (!Files.isExecutable(java)) {
      throw new IllegalArgumentException(
          "invalid javaHome: " + home + " (expected: a JDK or JRE with bin/java)");
    }
    return new WorkerJvm(java, featureOf(home.resolve("release")));
  }

  private static int featureOf(Path release) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release, StandardCharsets.UTF_8)) {
      properties.load(reader);
      String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
      return version.startsWith("1.")
          ? Integer.parseInt(version.substring(2, version.indexOf('.', 2)))
          : Runtime.Version.parse(version).feature();
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return OLDEST;
    }
  }

  private static Path programIn(Path home) {
    return home.resolve("bin").resolve(programName());
  }

  private static String programName() {
    return System.getProperty("os.name", "").startsWith("Windows") ? "java.exe" : "java";
  }
}
