package io.processpool.cli;

import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.options.UsageException;
import io.processpool.cli.progress.Console;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.Signals;
import io.processpool.cli.stop.StopRequest;
import io.processpool.cli.stop.Urgency;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** The program. Blocks until the command is done. */
public final class Main {

  private Main() {}

  /**
   * Runs the program and ends the JVM with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    StopRequest stop = new StopRequest();
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
    Console console =
        new Console(new FileOutputStream(FileDescriptor.out), err, e -> outputLost(stop, err, e));
    Optional<String> answer = HelpText.answer(Arrays.asList(arguments));
    if (answer.isPresent()) {
      console.result(answer.get());
      if (stop.reason().isPresent()) {
        System.exit(stop.reason().get().code());
      }
      return;
    }
    new Signals(stop).listen();
    Terminal terminal = new Terminal(console, System.getenv(), strings(System.getProperties()));
    System.exit(run(terminal, stop, arguments));
  }

  /** The exit code for a command line. */
  static int run(Terminal terminal, StopRequest stop, String... arguments) {
    ProgramLine line = new ProgramLine(terminal, stop);
    try {
      return line.execute(Arrays.asList(arguments));
    } catch (UsageException e) {
      return line.refuse(String.valueOf(e.getMessage()), List.of());
    } catch (RuntimeException | Error e) {
      return line.giveUp(e);
    }
  }

  /** Nobody is left to work for, be it that a reader has gone or that a disk is full. */
  private static void outputLost(StopRequest stop, PrintStream err, IOException e) {
    String why = String.valueOf(e.getMessage());
    boolean closed = why.toLowerCase(Locale.ROOT).contains("pipe") || isPipe();
    if (!closed) {
      err.println(ProgramLine.PROGRAM + ": standard output cannot be written: " + why);
    }
    stop.request(Urgency.NOW, closed ? ExitStatus.OUTPUT_CLOSED : ExitStatus.INTERNAL);
  }

  /** The system tells why in the language of the user. */
  private static boolean isPipe() {
    try {
      String name = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return name.startsWith("pipe:") || name.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static Map<String, String> strings(Properties properties) {
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, name -> properties.getProperty(name, "")));
  }
}
