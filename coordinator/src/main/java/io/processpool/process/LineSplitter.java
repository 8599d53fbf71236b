package io.processpool.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines of at most 8 KiB, never inside a character. Confined to the
 * thread that reads the stream.
 */
final class LineSplitter {

  static final int MAX_LINE_BYTES = 8192;

  private final byte[] line = new byte[MAX_LINE_BYTES];
  private final Consumer<String> lines;
  private int length;

  LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  void feed(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      byte next = bytes[i];
      if (next == '\n') {
        endLine();
      } else {
        if (length == MAX_LINE_BYTES) {
          cutLine();
        }
        line[length++] = next;
      }
    }
  }

  /** Hands over what came after the last end of line. */
  void end() {
    if (length > 0) {
      endLine();
    }
  }

  private void endLine() {
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    length = 0;
    lines.accept(new String(line, 0, end, UTF_8));
  }

  private void cutLine() {
    int cut = length - unfinishedCharacter();
    String piece = new String(line, 0, cut, UTF_8);
    System.arraycopy(line, cut, line, 0, length - cut);
    length -= cut;
    lines.accept(piece);
  }

  /** How many bytes at the end begin a character whose rest has not come yet. */
  private int unfinishedCharacter() {
    for (int back = 1; back <= 3; back++) {
      int unit = line[length - back] & 0xff;
      if ((unit & 0xc0) != 0x80) {
        return charBytes(unit) > back ? back : 0;
      }
    }
    return 0;
  }

  private static int charBytes(int lead) {
    if (lead >= 0xf0) {
      return 4;
    }
    if (lead >= 0xe0) {
      return 3;
    }
    return lead >= 0xc0 ? 2 : 1;
  }
}
