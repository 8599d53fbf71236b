package io.processpool.cli;

import static java.util.Objects.requireNonNull;

import io.processpool.cli.options.CliCommand;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.output.StackTrace;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as picocli sees it, with errors of one line. */
final class ProgramLine {

  static final String PROGRAM = "run-coordinator.sh";

  private final Terminal terminal;
  private final Commands commands;

  /** Once one was found on the command line. */
  private @Nullable CliCommand chosen;

  private String chosenName = Commands.DEFAULT;

  ProgramLine(Terminal terminal, StopRequest stop) {
    this.terminal = terminal;
    this.commands = new Commands(terminal, stop);
  }

  /** Runs the command, or shows help. Blocks. */
  int execute(List<String> arguments) {
    CommandLine root = commands.program(arguments);
    List<String> arranged = new CommandFirst(root, Commands.DEFAULT).arrange(arguments);
    CommandLine named = root.getSubcommands().get(arranged.get(0));
    if (named != null && named.getCommand() instanceof CliCommand command) {
      chosen = command;
      chosenName = arranged.get(0);
    }
    CommandLine.ParseResult parsed;
    try {
      parsed = root.parseArgs(arranged.toArray(String[]::new));
    } catch (UnmatchedArgumentException e) {
      return refuse(String.valueOf(e.getMessage()), e.getSuggestions());
    } catch (ParameterException e) {
      return refuse(String.valueOf(e.getMessage()), List.of());
    }
    for (CommandLine line : parsed.asCommandLineList()) {
      if (line.isUsageHelpRequested()) {
        terminal.console().result(line.getUsageMessage(Ansi.OFF).stripTrailing());
        return ExitStatus.OK.code();
      }
      if (line.isVersionHelpRequested()) {
        terminal.console().result(Version.text());
        return ExitStatus.OK.code();
      }
    }
    return requireNonNull(chosen).call().code();
  }

  /** Says what is wrong with the command line. */
  int refuse(String mistake, List<String> suggestions) {
    String hint =
        suggestions.isEmpty()
            ? "see " + PROGRAM + " " + chosenName + " --help"
            : "did you mean " + String.join(" or ", suggestions) + "?";
    terminal.console().note(PROGRAM + ": " + mistake.replaceAll("\\s*\\R\\s*", " ") + "; " + hint);
    return ExitStatus.USAGE.code();
  }

  /** Says that this program, or the machine, is at fault. */
  int giveUp(Throwable error) {
    boolean verbose = chosen != null && chosen.verbose();
    if (verbose) {
      terminal.console().note(StackTrace.of(error));
    }
    String hint = verbose ? "" : "; -v shows where";
    terminal.console().note(PROGRAM + ": internal error: " + error + hint);
    return ExitStatus.INTERNAL.code();
  }
}
