package io.processpool.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * Brings the command's name to the front, so that options may stand before it, and adds the default
 * command where none is named. Pure.
 */
final class CommandFirst {

  private final CommandLine root;
  private final String defaultCommand;

  CommandFirst(CommandLine root, String defaultCommand) {
    this.root = root;
    this.defaultCommand = defaultCommand;
  }

  /** The same arguments with a command as the first, or as they are if they ask the root. */
  List<String> arrange(List<String> arguments) {
    int at = firstWord(arguments);
    boolean named = at < arguments.size() && root.getSubcommands().containsKey(arguments.get(at));
    List<String> before = arguments.subList(0, at);
    if (asksFor(arguments, "-V", "--version")) {
      return List.of("--version");
    }
    if (!named && asksFor(arguments, "-h", "--help")) {
      return List.of("--help");
    }
    List<String> arranged = new ArrayList<>();
    arranged.add(named ? arguments.get(at) : defaultCommand);
    arranged.addAll(before);
    arranged.addAll(arguments.subList(named ? at + 1 : at, arguments.size()));
    return arranged;
  }

  private static boolean asksFor(List<String> arguments, String shortName, String longName) {
    int end = arguments.indexOf("--");
    List<String> options = end < 0 ? arguments : arguments.subList(0, end);
    return options.contains(shortName) || options.contains(longName);
  }

  /** The position of the first argument that is neither an option nor the value of one. */
  private int firstWord(List<String> arguments) {
    int at = 0;
    while (at < arguments.size()) {
      String argument = arguments.get(at);
      if (!argument.startsWith("-") || argument.equals("--")) {
        return at;
      }
      at += takesNext(argument) ? 2 : 1;
    }
    return Math.min(at, arguments.size());
  }

  /** Whichever command comes: an option that several have means the same in all of them. */
  private boolean takesNext(String argument) {
    return root.getSubcommands().values().stream()
        .map(command -> command.getCommandSpec().findOption(argument))
        .anyMatch(option -> option != null && option.arity().max() > 0);
  }
}
