package io.processpool.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an archive is made with.
 *
 * @param jvm will use it
 * @param flags of the JVM that makes it
 * @param jars its class path
 * @param store where it goes
 * @param key its name there
 */
public record ArchiveRecipe(
    WorkerJvm jvm, List<String> flags, List<Path> jars, ArchiveStore store, String key) {

  private static final String MAIN = "io.processpool.worker.Rehearsal";

  /**
   * The command of a JVM that starts as a worker does and writes the archive when it ends.
   *
   * @param folder for its socket and the file of a crash
   * @param patient whether all else goes first
   */
  List<String> command(RunFolder folder, boolean patient) {
    List<String> words = new ArrayList<>(patient ? List.of("nice", "-n", "10") : List.of());
    words.add(jvm.java().toString());
    words.addAll(flags);
    words.add("-XX:ErrorFile=" + folder.crashFilePattern());
    words.add("-XX:ArchiveClassesAtExit=" + store.unfinished(key));
    words.addAll(List.of("-cp", WorkerClassPath.join(jars), MAIN, folder.path().toString()));
    return words;
  }
}
