package io.processpool.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM wrote about its own crash ({@code hs_err_<pid>.log}).
 *
 * @param path where the file is now
 * @param problematicFrame where the code was, as the JVM names it, for example {@code C
 *     [libfoo.so+0x12] foo+0x2}; null if the file does not say
 */
public record CrashFile(Path path, @Nullable String problematicFrame) {

  private static final int HEAD_BYTES = 64 * 1024;
  private static final String HEADING = "# Problematic frame:";

  static CrashFile read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
      return new CrashFile(path, frameIn(head.lines().toList()));
    } catch (IOException e) {
      // The path is still worth telling.
      return new CrashFile(path, null);
    }
  }

  static @Nullable String frameIn(List<String> lines) {
    int heading = lines.indexOf(HEADING);
    if (heading < 0 || heading + 1 >= lines.size()) {
      return null;
    }
    String frame = lines.get(heading + 1).replaceFirst("^# ?", "").replaceAll(" +", " ").strip();
    return frame.isEmpty() ? null : frame;
  }
}
