package io.processpool.cli.etl;

import io.processpool.api.Advice;
import io.processpool.api.IpcCounters;
import io.processpool.api.PoolException;
import io.processpool.cli.options.CommonOptions;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.output.LogPlace;
import io.processpool.cli.output.StackTrace;
import io.processpool.cli.output.Summary;
import io.processpool.cli.progress.ProgressMeter;
import io.processpool.cli.stop.StopRequest;
import io.processpool.cli.stop.Urgency;
import io.processpool.concurrent.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of {@code etl}: make the sounds if need be, transform, report. Used once. */
final class EtlRun {

  /** The label of the job that users ask for. */
  static final String TRANSFORM = "transform";

  private final EtlOptions etl;
  private final CommonOptions common;
  private final EtlReport report;
  private final StopRequest stop;
  private final Observers observers;

  /** A name for the temporary files of this run. */
  private final String run;

  private final long seed;
  private final Temporaries temporaries = new Temporaries();
  private IpcCounters counters = IpcCounters.ZERO;
  private List<Advice> advice = List.of();
  private double wallSeconds;
  private @Nullable PoolException broken;

  /** What should have been written and was not. */
  private final Set<String> lost = new HashSet<>();

  EtlRun(
      EtlOptions etl,
      CommonOptions common,
      EtlReport report,
      StopRequest stop,
      Observers observers) {
    this.etl = etl;
    this.common = common;
    this.report = report;
    this.stop = stop;
    this.observers = observers;
    SecureRandom random = new SecureRandom();
    this.run = HexFormat.of().toHexDigits(random.nextInt());
    this.seed = etl.seed().orElseGet(random::nextInt);
  }

  /**
   * Does it all. Blocks.
   *
   * @param items the files
   * @param generate whether to make those inputs that are not there yet
   */
  ExitStatus run(List<Plan.Item> items, boolean generate) {
    if (items.isEmpty()) {
      report.note("no .wav files found");
    }
    Tally tally = new Tally(items, common, stop);
    stop.tellWhile(this::sayThatItStops, () -> work(items, generate, tally));
    temporaries.remove(run, report::note);
    return finish(tally);
  }

  /** Until the workers are gone. */
  private void work(List<Plan.Item> items, boolean generate, Tally tally) {
    long startNanos = Ticker.SYSTEM.nanos();
    long generateNanos = 0;
    Engine closed = null;
    try (Engine engine = open(items)) {
      closed = engine;
      if (generate) {
        generateNanos = generate(engine, items, tally);
      }
      if (tally.counts().failed() == 0) {
        transform(engine, items, tally);
      }
    } catch (PoolException e) {
      broken = e;
    }
    wallSeconds = (Ticker.SYSTEM.nanos() - startNanos - generateNanos) / 1e9;
    counters = closed == null ? IpcCounters.ZERO : closed.counters();
    advice = closed == null ? List.of() : closed.advice();
    report.advise(advice);
    observers.readProfile(report);
  }

  private Engine open(List<Plan.Item> items) {
    return switch (items.isEmpty() ? Mode.SEQUENTIAL : etl.mode()) {
      case PROCESSES -> PoolEngine.open(common, stop, observers);
      case THREADS -> new ThreadEngine(common.workers(), stop);
      case SEQUENTIAL -> new SequentialEngine(stop);
    };
  }

  /** Makes the inputs that are not there and says how long that took, in nanoseconds. */
  private long generate(Engine engine, List<Plan.Item> items, Tally tally) {
    long startNanos = Ticker.SYSTEM.nanos();
    MissingSounds missing = MissingSounds.among(items, etl.wave());
    if (!missing.pairs().isEmpty()) {
      report.note(
          "making " + missing.pairs().size() + " sounds in " + EtlReport.printable(etl.dir()));
      Generate work = new Generate(run, etl.wave());
      FileJob job = new FileJob("generate", work, missing.pairs(), etl.order());
      run(
          engine,
          job,
          result -> {
            FileResult own = missing.ofItem(result);
            if (own.error() != null) {
              tally.add(own);
              report.failed(items.get(own.index()).input(), own.error());
            }
          },
          result -> {});
    }
    return Ticker.SYSTEM.nanos() - startNanos;
  }

  private void transform(Engine engine, List<Plan.Item> items, Tally tally) {
    observers.workBegins(items);
    List<FilePair> pairs = items.stream().map(Plan.Item::pair).toList();
    Transform work = new Transform(run, seed, etl.noise());
    FileJob job = new FileJob(TRANSFORM, work, pairs, etl.order());
    run(engine, job, tally::add, result -> print(items.get(result.index()), result));
  }

  private void run(
      Engine engine, FileJob job, Consumer<FileResult> arrived, Consumer<FileResult> taken) {
    int first = temporaries.add(job.files());
    Consumer<FileResult> counted =
        result -> {
          if (result.error() == null) {
            temporaries.written(first + result.index());
          }
          arrived.accept(result);
        };
    try (ProgressMeter meter =
        new ProgressMeter(report.notices(), Ticker.SYSTEM, job.label(), job.files().size())) {
      engine.run(job, new MeteredWatcher(meter.withTimer(), counted, taken));
    }
  }

  /** Where somebody outside asked for it; limits of the user need no words in between. */
  private void sayThatItStops(Urgency urgency) {
    String running =
        switch (urgency) {
          case SOON -> "files that have begun are finished, no others begin; again to stop at once";
          case NOW -> "running files are given up";
          case AT_ONCE -> "workers are killed";
        };
    stop.reason()
        .flatMap(ExitStatus::signal)
        .ifPresent(signal -> report.note("interrupted by " + signal + ": " + running));
  }

  private void print(Plan.Item item, FileResult result) {
    String error = result.error();
    if (error == null) {
      report.finished(item.output(), result);
    } else {
      report.failed(item.input(), error);
    }
  }

  private ExitStatus finish(Tally tally) {
    Summary summary = summary(tally);
    ExitStatus status = status(tally);
    String why = broken == null ? "" : String.valueOf(broken.getMessage());
    if (broken != null && common.verbose() && stop.reason().isEmpty()) {
      report.note(StackTrace.of(broken));
    }
    if (common.summary().isPresent()) {
      try {
        summary.writeTo(common.summary().get());
      } catch (IOException e) {
        why = lost(status, "summary", e, why);
        status = status == ExitStatus.OK ? ExitStatus.INTERNAL : status;
      }
    }
    String outcome = EtlReport.outcome(summary.counts(), status, why);
    try {
      observers.writePage(summary, advice, new Observers.End(outcome, status));
    } catch (IOException e) {
      why = lost(status, "report", e, why);
      status = status == ExitStatus.OK ? ExitStatus.INTERNAL : status;
      outcome = EtlReport.outcome(summary.counts(), status, why);
    }
    report.ended(summary, status, outcome + "; " + places());
    return status;
  }

  /**
   * Tells of a file that cannot be written, whatever else went wrong: who reads it must not take an
   * older one for this run's.
   *
   * @return what the last line says of the run: this, if all else is well
   */
  private String lost(ExitStatus status, String what, IOException e, String why) {
    lost.add(what);
    String text = "the " + what + " cannot be written: " + e;
    if (status == ExitStatus.OK) {
      return text;
    }
    report.problem(text);
    return why;
  }

  private String places() {
    return place("summary", common.summary())
        + place("report", common.report())
        + "log: "
        + EtlReport.printable(LogPlace.name());
  }

  private String place(String what, Optional<Path> file) {
    return file.filter(path -> !lost.contains(what))
        .map(path -> what + ": " + EtlReport.printable(path) + "; ")
        .orElse("");
  }

  private ExitStatus status(Tally tally) {
    if (stop.reason().isPresent()) {
      return stop.reason().get();
    }
    if (broken != null) {
      return ExitStatus.of(broken);
    }
    return tally.counts().failed() == 0 ? ExitStatus.OK : ExitStatus.SOME_FAILED;
  }

  private Summary summary(Tally tally) {
    OptionalInt chunk = common.chunkSize().items();
    return new Summary(
        tally.counts(),
        new Summary.Times(wallSeconds, tally.taskSeconds()),
        new Summary.Setup(
            etl.mode() == Mode.SEQUENTIAL ? 1 : common.workers(),
            lower(etl.mode()),
            lower(etl.order()),
            chunk.isPresent() ? chunk.getAsInt() : "auto"),
        new Summary.Wire(
            counters.allBytesOut(),
            counters.allBytesIn(),
            counters.framesOut(),
            counters.framesIn()),
        tally.failures());
  }

  private static String lower(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  /** Hands on, and counts for the progress line. */
  private record MeteredWatcher(
      ProgressMeter meter, Consumer<FileResult> onArrived, Consumer<FileResult> onTaken)
      implements FileJob.Watcher {

    @Override
    public void ended(long files) {
      meter.ended(files);
    }

    @Override
    public void arrived(FileResult result) {
      if (result.error() != null) {
        meter.failed();
      }
      onArrived.accept(result);
    }

    @Override
    public void taken(FileResult result) {
      onTaken.accept(result);
    }
  }
}
