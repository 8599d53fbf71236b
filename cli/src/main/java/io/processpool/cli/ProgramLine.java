package io.processpool.cli;

import static java.util.Objects.requireNonNull;

import io.processpool.cli.options.CliCommand;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.output.StackTrace;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
    CommandLine root = commands.parser(arguments);
    List<String> arranged = new CommandFirst(root, Commands.DEFAULT).arrange(arguments);
    Optional<String> answer = HelpText.answer(arranged);
    if (answer.isPresent()) {
      return show(answer.get());
    }
    chosenName = arranged.get(0);
    CliCommand command = requireNonNull(root.getSubcommands().get(chosenName)).getCommand();
    chosen = command;
    CommandLine.ParseResult parsed;
    try {
      parsed = root.parseArgs(arranged.toArray(String[]::new)).subcommand();
    } catch (UnmatchedArgumentException e) {
      return refuse(String.valueOf(e.getMessage()), e.getSuggestions());
    } catch (ParameterException e) {
      return refuse(String.valueOf(e.getMessage()), List.of());
    }
    if (parsed.isUsageHelpRequested()) {
      return show(HelpText.of(chosenName));
    }
    return parsed.isVersionHelpRequested() ? show(Version.text()) : command.call().code();
  }

  private int show(String answer) {
    terminal.console().result(answer);
    return ExitStatus.OK.code();
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
