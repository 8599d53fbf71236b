package io.processpool.frame;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The last bytes read, for the log when they make no sense. Confined to the thread that reads. */
final class FrameRecorder {

  private static final int CAPACITY = 128;
  private static final int COLUMNS = 16;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private final byte[] last = new byte[CAPACITY];
  private int filled;

  /** Takes the bytes between two indexes, at most the last of them. */
  void record(ByteBuffer in, int from, int to) {
    int bytes = Math.min(to - from, CAPACITY);
    int kept = Math.min(filled, CAPACITY - bytes);
    System.arraycopy(last, filled - kept, last, 0, kept);
    in.get(to - bytes, last, kept, bytes);
    filled = kept + bytes;
  }

  String dump() {
    StringBuilder out = new StringBuilder("last " + filled + " bytes read:");
    for (int at = 0; at < filled; at += COLUMNS) {
      int end = Math.min(filled, at + COLUMNS);
      out.append("\n|%08x| %-48s|".formatted(at, HEX.formatHex(last, at, end)));
      for (int i = at; i < end; i++) {
        boolean printable = last[i] > ' ' - 1 && last[i] < 0x7F;
        out.append(printable ? (char) last[i] : '.');
      }
      out.append('|');
    }
    return out.toString();
  }
}
