package io.processpool.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * Writes the file behind {@code java @file}: one quoted word a line, readable by its owner only.
 */
final class ArgFile {

  private ArgFile() {}

  static void write(Path file, List<String> words) throws IOException {
    Files.deleteIfExists(file);
    try (SeekableByteChannel channel =
            Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PrivateFiles.fileAttributes());
        var out = Channels.newWriter(channel, UTF_8)) {
      for (String word : words) {
        out.write(quote(word));
        out.write('\n');
      }
    }
  }

  /**
   * The launcher knows these escapes inside quotes, and there neither {@code #} nor blanks count.
   */
  static String quote(String word) {
    StringBuilder quoted = new StringBuilder(word.length() + 2).append('"');
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\f' -> quoted.append("\\f");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
