package io.processpool.process;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the class path with which a worker sees the same classes as this JVM.
 *
 * <p>Entries of {@code jdk.module.path} are put behind those of {@code java.class.path}: in a
 * worker all code is in the unnamed module, where reflection needs no openings. Services that a
 * module declares only in its descriptor are not found there. Reads the file system.
 */
public final class WorkerClassPath {

  private WorkerClassPath() {}

  /**
   * The class path of this JVM, and what the loaders of this library add to it: application
   * servers, plug-in systems and wrappers of IDEs load programs with loaders of their own.
   *
   * @param anchors classes that a worker must be able to load; where they came from is added if it
   *     is not an entry yet
   * @return absolute entries, without repetition
   * @throws IllegalStateException if workers could not load the same classes; the text says what to
   *     do
   */
  public static List<Path> current(Collection<Class<?>> anchors) {
    List<Path> entries = new ArrayList<>(ofProperties(System.getProperties()));
    if (anchors.stream().noneMatch(CodeLocation::isInSpringBootJar)) {
      anchors.forEach(anchor -> entries.addAll(ofLoaders(anchor.getClassLoader())));
    }
    return of(entries, anchors);
  }

  /**
   * A class path that the user named.
   *
   * @param entries relative ones are resolved against this process's folder
   * @param anchors as in {@link #current}
   * @return absolute entries, without repetition
   * @throws IllegalStateException as in {@link #current}
   */
  public static List<Path> of(Collection<Path> entries, Collection<Class<?>> anchors) {
    Set<Path> all = new LinkedHashSet<>();
    entries.forEach(entry -> all.add(entry.toAbsolutePath()));
    anchors.forEach(anchor -> CodeLocation.of(anchor).ifPresent(all::add));
    all.forEach(WorkerClassPath::requireUsable);
    return List.copyOf(all);
  }

  static List<Path> ofLoaders(@Nullable ClassLoader first) {
    List<Path> entries = new ArrayList<>();
    for (ClassLoader loader = first; loader != null; loader = loader.getParent()) {
      if (loader instanceof URLClassLoader named) {
        for (URL url : named.getURLs()) {
          CodeLocation.fileOf(url).ifPresent(entries::add);
        }
      }
    }
    return entries;
  }

  static List<Path> ofProperties(Properties properties) {
    Set<Path> entries = new LinkedHashSet<>();
    Path folder = Path.of(properties.getProperty("user.dir", "")).toAbsolutePath();
    String classPath = properties.getProperty("java.class.path", "");
    // With a main module an empty class path is none; otherwise an empty entry is the folder.
    if (!classPath.isEmpty() || properties.getProperty("jdk.module.main") == null) {
      for (String entry : classPath.split(File.pathSeparator, -1)) {
        entries.add(entry.isEmpty() ? folder : folder.resolve(entry));
      }
    }
    String modulePath = properties.getProperty("jdk.module.path", "");
    for (String entry : modulePath.split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        entries.addAll(ModulePathEntry.expand(folder.resolve(entry)));
      }
    }
    return List.copyOf(entries);
  }

  static void requireUsable(Path entry) {
    if (!entry.isAbsolute() || entry.toString().contains(File.pathSeparator)) {
      throw new IllegalStateException(
          "invalid class path entry: %s (expected: absolute, without '%s'); move it elsewhere"
              .formatted(entry, File.pathSeparator));
    }
  }

  /** A folder ends with a slash, so that one called {@code *} is not taken for a wildcard. */
  static String join(List<Path> entries) {
    return entries.stream()
        .map(entry -> Files.isDirectory(entry) ? entry + File.separator : entry.toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
