package io.processpool.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Turns an entry of the module path, often a folder of jars, into entries of a class path. */
final class ModulePathEntry {

  private ModulePathEntry() {}

  static List<Path> expand(Path entry) {
    if (!Files.isDirectory(entry) || isModule(entry)) {
      return List.of(entry);
    }
    try (Stream<Path> children = Files.list(entry)) {
      return children
          .filter(child -> child.toString().endsWith(".jar") || isModule(child))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list module path entry: " + entry, e);
    }
  }

  private static boolean isModule(Path folder) {
    return Files.exists(folder.resolve("module-info.class"));
  }
}
