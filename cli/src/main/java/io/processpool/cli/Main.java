package io.processpool.cli;

import io.processpool.cli.options.UsageException;
import io.processpool.cli.progress.Console;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.Signals;
import io.processpool.cli.stop.StopRequest;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    new Signals(stop).listen();
    Console console = new Console(stream(FileDescriptor.out), stream(FileDescriptor.err));
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

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  private static Map<String, String> strings(Properties properties) {
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, name -> properties.getProperty(name, "")));
  }
}
