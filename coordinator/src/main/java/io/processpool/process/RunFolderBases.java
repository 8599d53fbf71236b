package io.processpool.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where run folders may be made, the best first. */
final class RunFolderBases {

  private RunFolderBases() {}

  static List<Path> current() {
    return of(
        System.getenv("XDG_RUNTIME_DIR"),
        System.getProperty("java.io.tmpdir"),
        System.getenv("TMPDIR"));
  }

  static List<Path> of(@Nullable String... named) {
    Set<Path> bases = new LinkedHashSet<>();
    for (String name : named) {
      addIfUsable(name, bases);
    }
    bases.add(Path.of("/tmp"));
    return List.copyOf(bases);
  }

  private static void addIfUsable(@Nullable String name, Set<Path> bases) {
    if (name == null || name.isEmpty()) {
      return;
    }
    try {
      Path base = Path.of(name);
      if (base.isAbsolute() && Files.isDirectory(base) && Files.isWritable(base)) {
        bases.add(base);
      }
    } catch (InvalidPathException e) {
      // A name that this JVM cannot express is as good as none: the next base serves.
      return;
    }
  }
}
