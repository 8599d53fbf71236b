package io.processpool.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How to start one worker JVM. Immutable; prints as a line that can be pasted into a shell.
 *
 * @param java the program
 * @param jvmFlags for the JVM, in this order
 * @param classPath absolute entries
 * @param mainClass the class that runs
 * @param arguments for the main class
 */
public record WorkerCommand(
    Path java,
    List<String> jvmFlags,
    List<Path> classPath,
    String mainClass,
    List<String> arguments) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** Copies the lists and checks the class path. */
  public WorkerCommand {
    Objects.requireNonNull(java, "java");
    Objects.requireNonNull(mainClass, "mainClass");
    jvmFlags = List.copyOf(jvmFlags);
    classPath = List.copyOf(classPath);
    arguments = List.copyOf(arguments);
    for (Path entry : classPath) {
      WorkerClassPath.requireUsable(entry);
    }
  }

  /**
   * The same with more arguments for the main class, at their end.
   *
   * @param more the arguments
   */
  public WorkerCommand plus(String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return new WorkerCommand(java, jvmFlags, classPath, mainClass, all);
  }

  /** What {@code java @file} reads: always a file, because one argument ends at 128 KiB. */
  void writeArgFile(Path file) throws IOException {
    ArgFile.write(file, words());
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(jvmFlags);
    if (!classPath.isEmpty()) {
      words.add("-cp");
      words.add(WorkerClassPath.join(classPath));
    }
    words.add(mainClass);
    words.addAll(arguments);
    return words;
  }

  /** The whole command as a shell line. */
  @Override
  public String toString() {
    return shellWord(java.toString())
        + words().stream().map(WorkerCommand::shellWord).collect(Collectors.joining(" ", " ", ""));
  }

  static String shellWord(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
