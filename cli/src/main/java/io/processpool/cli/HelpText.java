package io.processpool.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Help as picocli renders it, kept as files: to set picocli up takes longer than all else of a
 * start. A test holds the files against what picocli renders now.
 */
final class HelpText {

  /** Which of them is the help of the program. */
  static final String PROGRAM = "program";

  private static final Set<String> HELP = Set.of("-h", "--help");
  private static final Set<String> VERSION = Set.of("-V", "--version");

  private HelpText() {}

  /** The help of a command, or of the program, without the end of its last line. */
  static String of(String command) {
    try (InputStream file = HelpText.class.getResourceAsStream("help/" + command + ".txt")) {
      return new String(requireNonNull(file, command).readAllBytes(), StandardCharsets.UTF_8)
          .stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What answers a command line that asks in one of the usual ways and needs no parsing. */
  static Optional<String> answer(List<String> arguments) {
    return switch (arguments.size()) {
      case 1 -> ofProgram(arguments.get(0));
      case 2 -> ofCommand(arguments.get(0), arguments.get(1));
      default -> Optional.empty();
    };
  }

  private static Optional<String> ofProgram(String option) {
    if (VERSION.contains(option)) {
      return Optional.of(Version.text());
    }
    return HELP.contains(option) ? Optional.of(of(PROGRAM)) : Optional.empty();
  }

  private static Optional<String> ofCommand(String name, String option) {
    boolean asked = Commands.NAMES.contains(name) && HELP.contains(option);
    return asked ? Optional.of(of(name)) : Optional.empty();
  }
}
