package io.processpool.worker.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * This process and those next to it, read from Linux where it tells: the first handle of a process
 * costs a start, or an end, some percent. The streams are not channels, because an interrupt would
 * close those.
 */
public final class OwnProcess {

  private static final String SELF = "/proc/self";

  /** A process's line of numbers has some 350. */
  private static final int MOST_BYTES = 1024;

  private OwnProcess() {}

  /** Its number. */
  public static long pid() {
    try {
      return Long.parseLong(Files.readSymbolicLink(Path.of(SELF)).toString());
    } catch (IOException | UnsupportedOperationException | NumberFormatException e) {
      return ProcessHandle.current().pid();
    }
  }

  /** The number of the process that started this one, or of who took its place. */
  static OptionalLong parent() {
    try {
      String line = read(new File(SELF, "stat"));
      // Number, name in brackets that may hold anything, state, parent.
      String[] words = line.substring(line.lastIndexOf(')') + 1).trim().split(" ", 3);
      return OptionalLong.of(Long.parseLong(words[1]));
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return ProcessHandle.current().parent().stream().mapToLong(ProcessHandle::pid).findFirst();
    }
  }

  /**
   * Whether it may have children; {@code false} only if it surely has none. What a thread started
   * that has ended is another one's. So all threads are listed first; one that is not there any
   * more when it is its turn leaves the question open.
   */
  static boolean mayHaveChildren() {
    String[] threads = new File(SELF, "task").list();
    if (threads == null) {
      return true; // not Linux
    }
    byte[] first = new byte[1];
    try {
      for (String thread : threads) {
        if (read(new File(SELF, "task/" + thread + "/children"), first) > 0) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return true; // that thread has ended, or this kernel does not tell
    }
  }

  private static String read(File file) throws IOException {
    byte[] bytes = new byte[MOST_BYTES];
    return new String(bytes, 0, read(file, bytes), US_ASCII);
  }

  /**
   * How many bytes came. Makes next to no garbage: in a full heap that decides how soon it ends.
   */
  private static int read(File file, byte[] into) throws IOException {
    try (FileInputStream in = new FileInputStream(file)) {
      return Math.max(0, in.read(into));
    }
  }
}
