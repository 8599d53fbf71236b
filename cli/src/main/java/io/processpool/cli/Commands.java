package io.processpool.cli;

import io.processpool.cli.etl.EtlCommand;
import io.processpool.cli.lesson.compare.CompareCommand;
import io.processpool.cli.lesson.isolation.IsolationCommand;
import io.processpool.cli.lesson.pitfall.PitfallsCommand;
import io.processpool.cli.options.CliCommand;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands as picocli sees them. It reads each option by reflection, some ten milliseconds for
 * a command, so only those are set up that a command line can mean.
 */
final class Commands {

  static final String DEFAULT = "etl";

  /** In the order of the help. */
  static final List<String> NAMES = List.of(DEFAULT, "isolation", "compare", "pitfalls");

  private static final int HELP_COLUMNS = 100;

  private final Terminal terminal;
  private final StopRequest stop;

  Commands(Terminal terminal, StopRequest stop) {
    this.terminal = terminal;
    this.stop = stop;
  }

  /** Parses these arguments once a command stands in front. */
  CommandLine parser(List<String> arguments) {
    return withCommands(new CommandLine(CommandSpec.create()), meant(arguments));
  }

  /** Renders the help, of the program and of each command. */
  CommandLine described() {
    CommandLine root = withCommands(new CommandLine(new RootCommand()), NAMES);
    root.setUsageHelpWidth(HELP_COLUMNS);
    withExitCodes(root);
    root.getSubcommands().values().forEach(Commands::withExitCodes);
    return root;
  }

  private CommandLine withCommands(CommandLine root, List<String> names) {
    names.forEach(name -> root.addSubcommand(name, make(name)));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setExpandAtFiles(false);
    return root;
  }

  private CliCommand make(String name) {
    return switch (name) {
      case DEFAULT -> new EtlCommand(terminal, stop);
      case "isolation" -> new IsolationCommand(terminal, stop);
      case "compare" -> new CompareCommand(terminal, stop);
      case "pitfalls" -> new PitfallsCommand(terminal, stop);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Behind an option a command's name may be its value; then it is one of the default command. */
  private static List<String> meant(List<String> arguments) {
    if (!arguments.isEmpty() && NAMES.contains(arguments.get(0))) {
      return arguments.subList(0, 1);
    }
    return NAMES.stream().filter(name -> name.equals(DEFAULT) || arguments.contains(name)).toList();
  }

  private static void withExitCodes(CommandLine line) {
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitStatus.meanings());
  }
}
