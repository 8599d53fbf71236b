package io.processpool.cli.etl;

import static java.util.Objects.requireNonNull;

import io.processpool.cli.options.CliCommand;
import io.processpool.cli.options.CommonOptions;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.options.UsageException;
import io.processpool.cli.output.LogSetup;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.report.Report;
import io.processpool.cli.stop.StopRequest;
import io.processpool.concurrent.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code etl} on the command line. */
@Command(
    name = "etl",
    customSynopsis = "run-coordinator.sh [etl] [options] [FILE or DIR ...]",
    sortOptions = false,
    header = "Adds noise to WAV files, in parallel.",
    description = {
      "",
      "Each file is read, normal noise is added, the sum is clipped to [-1, 1] and written in the"
          + " file's own format as NAME-transformed.wav. Without FILE or DIR it makes the tutorial's"
          + " 24 sine waves first and keeps them for the next run.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  run-coordinator.sh etl",
      "  run-coordinator.sh etl --seed 7 --out noisy recordings/",
      "  run-coordinator.sh etl --profile --report report.html",
      "  run-coordinator.sh --workers 4 etl --generate 8 --seconds 10 --dir /tmp/sounds",
      "  run-coordinator.sh etl --mode threads --order imap --summary summary.json a.wav b.wav"
    })
public final class EtlCommand implements CliCommand {

  @Parameters(
      paramLabel = "FILE or DIR",
      arity = "0..*",
      description = "WAV files, and folders whose *.wav are meant (not their *-transformed.wav).")
  private List<String> inputs = new ArrayList<>();

  @Mixin private final EtlOptions etl = new EtlOptions();
  @Mixin private final CommonOptions common = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  private final Terminal terminal;
  private final StopRequest stop;

  /**
   * A command to be filled by picocli.
   *
   * @param terminal where it writes
   * @param stop asked for a reason to end early
   */
  public EtlCommand(Terminal terminal, StopRequest stop) {
    this.terminal = terminal;
    this.stop = stop;
  }

  @Override
  public boolean verbose() {
    return common.verbose();
  }

  @Override
  public ExitStatus call() {
    common.check();
    etl.check(!inputs.isEmpty());
    if (common.taskTimeout().isPresent() && etl.mode() != Mode.PROCESSES) {
      throw new UsageException(
          "--task-timeout needs --mode processes: a thread that is late cannot be stopped");
    }
    if (etl.profile() && etl.mode() != Mode.PROCESSES) {
      throw new UsageException(
          "--profile needs --mode processes: it records worker processes (for threads use a"
              + " profiler of this one)");
    }
    List<Plan.Item> items = plan();
    common.summary().ifPresent(file -> Plan.requireApart(items, "--summary", file));
    common.report().ifPresent(file -> Plan.requireApart(items, "--report", file));
    etl.out().ifPresent(EtlCommand::createFolder);
    LogSetup.configure(
        common.logFormat(), common.logLevel(), common.verbose(), terminal.console().logStream());
    LogSetup.leaveOut(EtlReport.ADVICE_LOGGER);
    EtlReport report = new EtlReport(terminal.console(), terminal.notices(common));
    try (Observers observers = Observers.of(etl.profile(), page())) {
      EtlRun run = new EtlRun(etl, common, report, stop, observers);
      return run.run(items, inputs.isEmpty());
    }
  }

  private Report page() {
    List<String> arguments = requireNonNull(spec).commandLine().getParseResult().originalArgs();
    return new Report(common.report(), arguments, Ticker.SYSTEM);
  }

  private List<Plan.Item> plan() {
    if (!inputs.isEmpty()) {
      return Plan.of(inputs.stream().map(Plan::path).toList(), etl.out());
    }
    createFolder(etl.dir());
    int digits = Math.max(2, String.valueOf(etl.files() - 1).length());
    List<Path> sounds = new ArrayList<>();
    for (int i = 0; i < etl.files(); i++) {
      sounds.add(etl.dir().resolve(("sine-%0" + digits + "d.wav").formatted(i)));
    }
    return Plan.of(sounds, etl.out());
  }

  private static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UsageException(folder + ": the folder cannot be made: " + e);
    }
  }
}
