package io.processpool.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  private static final int LONG_CLASS_PATH = 500;
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
    ArgFile.write(file, jvmWords());
  }

  /** What is started; the main class stands in it, so that a list of processes shows it. */
  List<String> commandLine(Path argFile) {
    List<String> line = new ArrayList<>(List.of(java.toString(), "@" + argFile));
    line.addAll(mainWords());
    return line;
  }

  private List<String> jvmWords() {
    List<String> words = new ArrayList<>(jvmFlags);
    if (!classPath.isEmpty()) {
      words.add("-cp");
      words.add(WorkerClassPath.join(classPath));
    }
    return words;
  }

  private List<String> mainWords() {
    List<String> words = new ArrayList<>(List.of(mainClass));
    words.addAll(arguments);
    return words;
  }

  /** The command for a message: of a long class path only the first entry and how many follow. */
  public String summary() {
    if (classPath.size() < 2 || WorkerClassPath.join(classPath).length() <= LONG_CLASS_PATH) {
      return toString();
    }
    WorkerCommand first =
        new WorkerCommand(java, jvmFlags, classPath.subList(0, 1), mainClass, arguments);
    String entry = shellWord(WorkerClassPath.join(first.classPath()));
    return first.toString().replace(entry, entry + ":…(" + (classPath.size() - 1) + " more)");
  }

  /** The whole command as a shell line. */
  @Override
  public String toString() {
    return Stream.of(List.of(java.toString()), jvmWords(), mainWords())
        .flatMap(List::stream)
        .map(WorkerCommand::shellWord)
        .collect(Collectors.joining(" "));
  }

  static String shellWord(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
