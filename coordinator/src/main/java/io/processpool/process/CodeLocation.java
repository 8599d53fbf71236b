package io.processpool.process;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the JVM loaded a class from, as far as another JVM can load it from there. */
final class CodeLocation {

  private static final String NESTED_IN_BOOT = "BOOT-INF/";

  private CodeLocation() {}

  /**
   * The jar or folder; empty for classes of the JDK, which every worker has, and for those inside a
   * Spring Boot jar, see {@link SpringBootJar}.
   */
  static Optional<Path> of(Class<?> anchor) {
    if (isOfTheJdk(anchor) || isInSpringBootJar(anchor)) {
      return Optional.empty();
    }
    URL location = locationOf(anchor);
    if (location == null) {
      throw new IllegalStateException(
          "class is only in memory: "
              + anchor.getName()
              + " (expected: from a jar or a folder); compile it, or name its place with classPath");
    }
    if (location.getProtocol().equals("jrt")) {
      return Optional.empty();
    }
    return Optional.of(fileOf(location).orElseThrow(() -> notAFile(anchor, location)));
  }

  /** Whether only the launcher of Spring Boot, not a plain class path, can load the class. */
  static boolean isInSpringBootJar(Class<?> anchor) {
    URL location = isOfTheJdk(anchor) ? null : locationOf(anchor);
    return location != null
        && location.toString().contains(NESTED_IN_BOOT)
        && fileOf(location).isEmpty();
  }

  /** The jar or folder that a class loader's address names; empty if it is none, or inside one. */
  static Optional<Path> fileOf(URL location) {
    String text = location.toString();
    if (text.startsWith("jar:") && text.indexOf("!/") == text.length() - 2) {
      text = text.substring("jar:".length(), text.length() - 2);
    }
    if (!text.startsWith("file:") || text.contains("!/")) {
      return Optional.empty();
    }
    try {
      // Through the path only: a class loader may have left blanks in its addresses.
      return Optional.of(Path.of(new URI(text.replace(" ", "%20"))).toAbsolutePath());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isOfTheJdk(Class<?> anchor) {
    ClassLoader loader = anchor.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private static @Nullable URL locationOf(Class<?> anchor) {
    CodeSource source = anchor.getProtectionDomain().getCodeSource();
    return source == null ? null : source.getLocation();
  }

  private static IllegalStateException notAFile(Class<?> anchor, URL location) {
    return new IllegalStateException(
        "class is not in a file that a worker can read: "
            + anchor.getName()
            + " from "
            + location
            + " (expected: a jar or a folder); name its place with classPath");
  }
}
