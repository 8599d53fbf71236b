package io.processpool.process;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Where the JVM loaded a class from, as far as another JVM can load it from there. */
final class CodeLocation {

  private CodeLocation() {}

  /** The jar or folder; empty for classes of the JDK, which every worker has. */
  static Optional<Path> of(Class<?> anchor) {
    ClassLoader loader = anchor.getClassLoader();
    if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
      return Optional.empty();
    }
    CodeSource source = anchor.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      throw new IllegalStateException(
          "class is only in memory: "
              + anchor.getName()
              + " (expected: from a jar or a folder); compile it, or name its place with classPath");
    }
    return pathOf(anchor, location);
  }

  private static Optional<Path> pathOf(Class<?> anchor, URL location) {
    if (location.getProtocol().equals("jrt")) {
      return Optional.empty();
    }
    if (location.toString().contains("BOOT-INF/")) {
      throw springBootJar(location.toString());
    }
    try {
      if (location.getProtocol().equals("file")) {
        // Through the path only: a class loader may have left blanks in its addresses.
        URI uri = new URI(location.toString().replace(" ", "%20"));
        return Optional.of(Path.of(uri).toAbsolutePath());
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw notAFile(anchor, location, e);
    }
    throw notAFile(anchor, location, null);
  }

  private static IllegalStateException notAFile(
      Class<?> anchor, URL location, @Nullable Exception cause) {
    return new IllegalStateException(
        "class is not in a file that a worker can read: "
            + anchor.getName()
            + " from "
            + location
            + " (expected: a jar or a folder); name its place with classPath",
        cause);
  }

  static void refuseSpringBootJar(Path entry) {
    if (!Files.isRegularFile(entry)) {
      return;
    }
    try (ZipFile zip = new ZipFile(entry.toFile())) {
      if (zip.getEntry("BOOT-INF/") != null || zip.getEntry("BOOT-INF/classes/") != null) {
        throw springBootJar(entry.toString());
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read class path entry: " + entry, e);
    }
  }

  private static IllegalStateException springBootJar(String place) {
    return new IllegalStateException(
        "workers cannot load classes from a Spring Boot jar: "
            + place
            + " (expected: plain jars); extract it with"
            + " 'java -Djarmode=tools -jar <jar> extract' and start the jar in the new folder");
  }
}
