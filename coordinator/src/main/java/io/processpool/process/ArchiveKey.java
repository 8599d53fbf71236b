package io.processpool.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What an archive of classes fits: the Java, the flags that decide how it lays out objects, and the
 * jars. When one changes the name changes, and another archive is made.
 */
final class ArchiveKey {

  /** To be raised when workers or their training change in a way that no jar shows. */
  private static final String FORMAT = "1";

  private static final int NAME_BYTES = 16;

  private ArchiveKey() {}

  /**
   * The name of the archive.
   *
   * @throws IOException if a file cannot be read
   */
  static String of(WorkerJvm jvm, List<String> flags, List<Path> jars) throws IOException {
    StringBuilder text = new StringBuilder(FORMAT).append('\n');
    Path java = jvm.java().toRealPath();
    describe(java, text);
    Path home = java.getParent() == null ? null : java.getParent().getParent();
    if (home != null) {
      for (String part : List.of("release", "lib/modules", "lib/server/libjvm.so")) {
        Path file = home.resolve(part);
        if (Files.isRegularFile(file)) {
          describe(file, text);
        }
      }
    }
    flags.forEach(flag -> text.append(flag).append('\n'));
    for (Path jar : jars) {
      describe(jar, text);
    }
    return HexFormat.of().formatHex(sha256(text.toString()), 0, NAME_BYTES);
  }

  private static void describe(Path file, StringBuilder text) throws IOException {
    text.append(file)
        .append(' ')
        .append(Files.size(file))
        .append(' ')
        .append(Files.getLastModifiedTime(file).toMillis())
        .append('\n');
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
