package io.processpool.cli;

import io.processpool.cli.options.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What stands before a command: only help and version are ever taken from here. */
@Command(
    name = ProgramLine.PROGRAM,
    sortOptions = false,
    header = "Runs work over files in worker JVMs, and shows what worker JVMs cost and give.",
    synopsisHeading = "Usage: ",
    customSynopsis = ProgramLine.PROGRAM + " [options] [command] [its options and arguments]",
    description = {
      "",
      "Without a command it runs etl. The options below go with every command, before or after it;"
          + " '"
          + ProgramLine.PROGRAM
          + " COMMAND --help' lists those of a command.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  " + ProgramLine.PROGRAM,
      "  " + ProgramLine.PROGRAM + " --workers 4 etl --seed 7 recordings/",
      "  " + ProgramLine.PROGRAM + " etl --generate 8 --seconds 10 --summary summary.json",
      "  " + ProgramLine.PROGRAM + " pitfalls 1 5 --workers 4"
    })
final class RootCommand {

  /** Shown in the help; a command line always goes to a command, which has its own. */
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private final CommonOptions common = new CommonOptions();
}
