package io.processpool.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What tasks started and their worker, which died, did not end. Children of a dead process belong
 * to the init process, but they keep the variables they were born with, and among these the mark of
 * their worker. Immutable.
 *
 * <p>A process in a session of its own is left alone: it was made to outlive the one that started
 * it. Linux only; elsewhere nothing is found.
 */
final class Descendants {

  /** The variable that says which worker a process descends from. */
  static final String VARIABLE = "PROCESSPOOL_WORKER";

  private static final Path PROCESSES = Path.of("/proc");

  /** What is ended may have started others meanwhile. */
  private static final int MOST_ROUNDS = 3;

  private final String mark;

  private Descendants(String mark) {
    this.mark = mark;
  }

  /** Those of one worker: no other has a run folder of this name and this number in it. */
  static Descendants of(Path runFolder, int workerNumber) {
    return new Descendants(runFolder.getFileName() + "/" + workerNumber);
  }

  /** The value of {@link #VARIABLE} in the worker and what descends from it. */
  String mark() {
    return mark;
  }

  /** Ends them (SIGKILL). Returns when the signals are sent: to whom. */
  Set<ProcessHandle> kill() {
    Set<ProcessHandle> all = new LinkedHashSet<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<ProcessHandle> found = find();
      found.forEach(ProcessHandle::destroyForcibly);
      if (!all.addAll(found)) {
        break;
      }
    }
    return all;
  }

  private List<ProcessHandle> find() {
    String[] names = PROCESSES.toFile().list();
    String session = session("self");
    if (names == null || session.isEmpty()) {
      return List.of();
    }
    return Stream.of(names)
        .filter(name -> Character.isDigit(name.charAt(0)) && session(name).equals(session))
        // Held first, then looked at: by the time of the signal the number may be another's.
        .flatMap(name -> ProcessHandle.of(Long.parseLong(name)).stream())
        .filter(this::isMarked)
        .toList();
  }

  /** Behind the number and the name in brackets: state, parent, group, session. */
  private static String session(String process) {
    String line = read(process, "stat");
    String[] words = line.substring(line.lastIndexOf(')') + 1).trim().split(" ", 5);
    return words.length == 5 ? words[3] : "";
  }

  private boolean isMarked(ProcessHandle process) {
    String variables = '\0' + read(Long.toString(process.pid()), "environ");
    return variables.contains('\0' + VARIABLE + '=' + mark + '\0');
  }

  /** Nothing of a process that has ended meanwhile, or is another user's. */
  private static String read(String process, String file) {
    try {
      return new String(Files.readAllBytes(PROCESSES.resolve(process).resolve(file)), ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
