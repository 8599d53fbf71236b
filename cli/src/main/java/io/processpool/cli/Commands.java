package io.processpool.cli;

import static java.util.Objects.requireNonNull;

import io.processpool.cli.etl.EtlCommand;
import io.processpool.cli.lesson.compare.CompareCommand;
import io.processpool.cli.lesson.isolation.IsolationCommand;
import io.processpool.cli.lesson.pitfall.PitfallsCommand;
import io.processpool.cli.options.CliCommand;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands, in the order of the help. Picocli reads each option by reflection, some ten
 * milliseconds for a command, so only those are set up that a command line can mean.
 */
final class Commands {

  static final String DEFAULT = "etl";
  private static final int HELP_COLUMNS = 100;
  private static final Set<String> ASKS_ROOT = Set.of("-h", "--help", "-V", "--version");

  private final Map<String, Supplier<Object>> outlines = new LinkedHashMap<>();
  private final Map<String, Supplier<CliCommand>> makers = new LinkedHashMap<>();

  Commands(Terminal terminal, StopRequest stop) {
    add(EtlCommand.class, () -> new EtlCommand(terminal, stop));
    add(IsolationCommand.class, () -> new IsolationCommand(terminal, stop));
    add(CompareCommand.class, () -> new CompareCommand(terminal, stop));
    add(PitfallsCommand.class, () -> new PitfallsCommand(terminal, stop));
  }

  private void add(Class<? extends CliCommand> type, Supplier<CliCommand> maker) {
    Command described = requireNonNull(type.getAnnotation(Command.class), type.getName());
    outlines.put(described.name(), () -> outline(described));
    makers.put(described.name(), maker);
  }

  /** What the help of the program tells of a command. */
  private static CommandSpec outline(Command described) {
    CommandSpec outline = CommandSpec.create().name(described.name());
    outline.usageMessage().header(described.header());
    return outline;
  }

  /** The program with its commands; all that these arguments can mean are set up. */
  CommandLine program(List<String> arguments) {
    CommandLine root = new CommandLine(new RootCommand());
    Set<String> meant = meant(arguments);
    outlines.forEach(
        (name, outline) ->
            root.addSubcommand(
                name,
                meant.contains(name) ? requireNonNull(makers.get(name)).get() : outline.get()));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setExpandAtFiles(false);
    root.setUsageHelpWidth(HELP_COLUMNS);
    withExitCodes(root);
    root.getSubcommands().values().forEach(Commands::withExitCodes);
    return root;
  }

  /** Behind an option a word may be its value; whether it is, only the commands know. */
  private Set<String> meant(List<String> arguments) {
    String first = arguments.isEmpty() ? DEFAULT : arguments.get(0);
    if (makers.containsKey(first)) {
      return Set.of(first);
    }
    if (arguments.size() == 1 && ASKS_ROOT.contains(first)) {
      return Set.of();
    }
    return first.startsWith("-") ? makers.keySet() : Set.of(DEFAULT);
  }

  private static void withExitCodes(CommandLine line) {
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitStatus.meanings());
  }
}
