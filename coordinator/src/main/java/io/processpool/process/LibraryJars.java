package io.processpool.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The jars that this library itself brings into a worker. Reads the file system. */
public final class LibraryJars {

  /** One class of each; the coordinator's code does not know most of them. */
  private static final List<String> ANCHORS =
      List.of(
          "io.processpool.worker.WorkerMain",
          "io.processpool.message.Message",
          "com.esotericsoftware.kryo.kryo5.Kryo");

  private LibraryJars() {}

  /**
   * Where this process loaded the library from.
   *
   * @param classPath of the workers
   * @param loader the loader of the library
   * @return empty unless all of it is in plain jars of that class path: a JVM archives no classes
   *     of folders, and reads none from jars in jars
   */
  public static List<Path> in(List<Path> classPath, ClassLoader loader) {
    Set<Path> jars = new LinkedHashSet<>();
    for (String name : ANCHORS) {
      Optional<Path> jar = jarOf(name, loader);
      if (jar.isEmpty()) {
        return List.of();
      }
      jars.add(jar.get());
    }
    return classPath.containsAll(jars) ? List.copyOf(jars) : List.of();
  }

  private static Optional<Path> jarOf(String name, ClassLoader loader) {
    try {
      return CodeLocation.of(Class.forName(name, false, loader)).filter(Files::isRegularFile);
    } catch (ClassNotFoundException | LinkageError | IllegalStateException e) {
      return Optional.empty();
    }
  }
}
