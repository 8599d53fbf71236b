package io.processpool.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a worker have started, found after its death as well. Children of a dead
 * process belong to the init process, but they keep the variables they were born with, and among
 * these the mark of their worker. Immutable.
 *
 * <p>A process in a session of its own is left alone: it was made to outlive the one that started
 * it. Linux only; elsewhere nothing is found.
 */
final class Descendants {

  /** The variable that says which workers a process descends from. */
  static final String VARIABLE = "PROCESSPOOL_WORKER";

  private static final Path PROCESSES = Path.of("/proc");

  /** What is ended may have started others meanwhile. */
  private static final int MOST_ROUNDS = 3;

  private static final String SEPARATOR = ",";

  private final String mark;

  private Descendants(String mark) {
    this.mark = mark;
  }

  /** Those of one worker: no other has a run folder of this name and this number in it. */
  static Descendants of(Path runFolder, int workerNumber) {
    return new Descendants(runFolder.getFileName() + "/" + workerNumber);
  }

  /**
   * The value of {@link #VARIABLE} in the worker and what descends from it.
   *
   * @param outer the value in this process: who descends from a worker itself hands that on
   */
  String variable(@Nullable String outer) {
    return outer == null ? mark : outer + SEPARATOR + mark;
  }

  /** Ends them (SIGKILL). Returns when the signals are sent: to whom. */
  Set<ProcessHandle> kill() {
    Set<ProcessHandle> all = new LinkedHashSet<>();
    boolean news = true;
    for (int round = 0; news && round < MOST_ROUNDS; round++) {
      news = false;
      for (ProcessHandle process : youngerOnes()) {
        String variables = read(Long.toString(process.pid()), "environ");
        if (isMarked(variables)) {
          process.destroyForcibly();
          news |= all.add(process);
        } else {
          news |= variables.isEmpty(); // as of one that is about to become another program
        }
      }
    }
    return all;
  }

  /** Held before they are looked at: by the time of a signal the number may be another's. */
  private static List<ProcessHandle> youngerOnes() {
    String[] names = PROCESSES.toFile().list();
    Stat own = Stat.of("self");
    if (names == null || own.equals(Stat.NONE)) {
      return List.of();
    }
    return Stream.of(names)
        .filter(name -> Character.isDigit(name.charAt(0)) && Stat.of(name).isYounger(own))
        .flatMap(name -> ProcessHandle.of(Long.parseLong(name)).stream())
        .toList();
  }

  private boolean isMarked(String variables) {
    return Stream.of(variables.split("\0", -1))
        .filter(each -> each.startsWith(VARIABLE + "="))
        .flatMap(each -> Stream.of(each.substring(VARIABLE.length() + 1).split(SEPARATOR, -1)))
        .anyMatch(mark::equals);
  }

  /** Nothing of a process that has ended meanwhile, or is another user's. */
  private static String read(String process, String file) {
    try {
      return new String(Files.readAllBytes(PROCESSES.resolve(process).resolve(file)), ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /** Of the line of numbers that the system tells of a process. */
  private record Stat(String session, long start) {

    static final Stat NONE = new Stat("", -1);

    /** Behind the name in brackets, which may hold anything, from the third number on. */
    static Stat of(String process) {
      String line = read(process, "stat");
      String[] words = line.substring(line.lastIndexOf(')') + 1).trim().split(" ", -1);
      return words.length < 20 ? NONE : new Stat(words[3], Long.parseLong(words[19]));
    }

    boolean isYounger(Stat other) {
      return session.equals(other.session) && start >= other.start;
    }
  }
}
