package io.processpool.benchmarks.driver;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The program behind {@code bench.sh}. */
public final class Main {

  private Main() {}

  /**
   * Measures and ends with 0 when the table was made, 1 when a measurement failed, 2 for a wrong
   * command line, 70 for a fault of its own.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    // Workers and raw peers end with the programs that started them.
    Runtime.getRuntime().addShutdownHook(new Thread(Main::killPrograms, "kill-programs"));
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(
        new CommandLine(new BenchCommand(out))
            .setExitCodeExceptionMapper(failure -> BenchCommand.EXIT_INTERNAL)
            .execute(arguments));
  }

  private static void killPrograms() {
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
  }
}
