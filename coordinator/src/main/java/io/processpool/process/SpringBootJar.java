package io.processpool.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A jar of jars, which only Spring Boot's own launcher can read: workers start through the launcher
 * that the jar itself holds. Immutable; reads the file system.
 */
public final class SpringBootJar {

  /** The name since Spring Boot 3.2, and the one before. */
  private static final List<String> LAUNCHERS =
      List.of(
          "org.springframework.boot.loader.launch.PropertiesLauncher",
          "org.springframework.boot.loader.PropertiesLauncher");

  /** What the launcher of this process may have been told about more class path. */
  private static final List<String> TOLD =
      List.of("loader.path", "loader.home", "loader.config.name", "loader.config.location");

  private final String launcher;

  private SpringBootJar(String launcher) {
    this.launcher = launcher;
  }

  /**
   * Finds the Spring Boot jar that a class path is made of.
   *
   * @param classPath absolute entries
   * @param anchors classes that a worker must be able to load
   * @return empty if the class path is a plain one
   * @throws IllegalStateException if there is such a jar, but no launcher in it; the text says what
   *     to do
   */
  public static Optional<SpringBootJar> in(List<Path> classPath, Collection<Class<?>> anchors) {
    boolean nested = anchors.stream().anyMatch(CodeLocation::isInSpringBootJar);
    if (!nested && classPath.size() != 1) {
      return Optional.empty();
    }
    for (Path entry : classPath) {
      if (isOne(entry)) {
        return Optional.of(new SpringBootJar(launcherIn(entry)));
      }
    }
    if (nested) {
      throw unreadable(classPath.toString());
    }
    return Optional.empty();
  }

  /**
   * The same worker, started through the launcher.
   *
   * @param command names the worker's main class
   * @return starts the launcher, which loads that class
   */
  public WorkerCommand launch(WorkerCommand command) {
    List<String> flags = new ArrayList<>(command.jvmFlags());
    for (String key : TOLD) {
      String value = System.getProperty(key);
      if (value != null) {
        flags.add("-D" + key + "=" + value);
      }
    }
    flags.add("-Dloader.main=" + command.mainClass());
    return new WorkerCommand(
        command.java(), flags, command.classPath(), launcher, command.arguments());
  }

  private static boolean isOne(Path entry) {
    return find(entry, List.of("BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/lib/")) != null;
  }

  private static String launcherIn(Path jar) {
    List<String> files =
        LAUNCHERS.stream().map(name -> name.replace('.', '/').concat(".class")).toList();
    String found = find(jar, files);
    if (found == null) {
      throw unreadable(jar.toString());
    }
    return LAUNCHERS.get(files.indexOf(found));
  }

  private static @Nullable String find(Path jar, List<String> names) {
    if (!Files.isRegularFile(jar)) {
      return null;
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return names.stream().filter(name -> zip.getEntry(name) != null).findFirst().orElse(null);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read class path entry: " + jar, e);
    }
  }

  private static IllegalStateException unreadable(String place) {
    return new IllegalStateException(
        "workers cannot load classes from a Spring Boot jar without its launcher: "
            + place
            + " (expected: "
            + LAUNCHERS.get(0)
            + " in it, or plain jars); extract it with"
            + " 'java -Djarmode=tools -jar <jar> extract' and start the jar in the new folder");
  }
}
