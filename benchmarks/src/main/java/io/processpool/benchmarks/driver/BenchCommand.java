package io.processpool.benchmarks.driver;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what is asked for, prints it and writes it. */
@Command(name = "bench.sh", sortOptions = false)
final class BenchCommand implements Callable<Integer> {

  static final int EXIT_FAILED = 1;
  static final int EXIT_INTERNAL = 70;

  private static final double QUICK_WARM_UP_SECONDS = 1;
  private static final double WARM_UP_SECONDS = 5;

  @Option(names = "--quick", description = "Smaller and fewer samples.")
  private boolean quick;

  @Option(names = "--runs", paramLabel = "N", description = "Rounds of pairs.")
  private @Nullable Integer runs;

  @Option(names = "--only", paramLabel = "P2,P3", split = ",", description = "Only these.")
  private List<String> only = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Where all samples go.")
  private @Nullable Path json;

  @Option(names = "--growth", description = "The curves instead of the table.")
  private boolean growth;

  @Option(names = "--python", paramLabel = "FILE", description = "The Python of the peers.")
  private String python = "python3";

  @Option(names = "--root", hidden = true)
  private Path root = Path.of("");

  @Spec private @Nullable CommandSpec spec;

  private final PrintStream out;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Map<String, Map<String, List<Double>>>> samples = new LinkedHashMap<>();

  BenchCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    check(new Catalog(new Programs(root, python, List.of(), 0), sizes()).all());
    long begin = System.nanoTime();
    String begun = Instant.now().toString();
    String loadBefore = Machine.load();
    Machine machine = Machine.here(python);
    Programs programs =
        new Programs(
            root.toAbsolutePath(),
            python,
            machine.missing(),
            quick ? QUICK_WARM_UP_SECONDS : WARM_UP_SECONDS);
    describe(machine, loadBefore);
    boolean complete = growth ? grow(programs) : measure(programs);
    double seconds = (System.nanoTime() - begin) / 1e9;
    out.printf(
        Locale.ROOT,
        "%ntook %.0f s; load %s before, %s after%n",
        seconds,
        loadBefore,
        Machine.load());
    if (json != null) {
      new Report(commandLine(), begun, seconds, machine, loadBefore, Machine.load(), rows, samples)
          .write(json);
    }
    return complete ? 0 : EXIT_FAILED;
  }

  private void describe(Machine machine, String load) {
    out.printf(
        "%s, %d cores, %s, load %s%n",
        machine.processor(), machine.cores(), machine.system(), load);
    out.printf("%s; Python %s%n", machine.java(), machine.python());
    if (!machine.missing().isEmpty()) {
      out.printf(
          "absent: %s; peers that need it are skipped. On Debian: apt install python3 %s%n",
          String.join(", ", machine.missing()),
          machine.missing().stream().map("python3-"::concat).collect(Collectors.joining(" ")));
    }
  }

  private int rounds(boolean costly) {
    int usual = quick ? (costly ? 2 : 3) : (costly ? 3 : 7);
    return runs == null ? usual : runs;
  }

  private boolean measure(Programs programs) {
    for (Measurement measurement : chosen(new Catalog(programs, sizes()).all())) {
      progress(measurement.number() + " " + measurement.title());
      rows.addAll(measure(measurement));
    }
    out.println();
    TextTable.of(rows).lines().forEach(out::println);
    return rows.stream().noneMatch(Row::isFailed);
  }

  private Sizes sizes() {
    return quick ? Sizes.QUICK : Sizes.FULL;
  }

  /** What picocli cannot. */
  private void check(List<Measurement> all) {
    if (runs != null && runs < 1) {
      throw refused("--runs: " + runs + " (expected: 1 or more)");
    }
    Set<String> known =
        all.stream().map(Measurement::number).collect(Collectors.toCollection(TreeSet::new));
    for (String number : only) {
      if (!known.contains(number)) {
        throw refused("--only: " + number + " (expected: some of " + String.join(",", known) + ")");
      }
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(requireNonNull(spec).commandLine(), why);
  }

  private List<Measurement> chosen(List<Measurement> all) {
    return all.stream()
        .filter(measurement -> only.isEmpty() || only.contains(measurement.number()))
        .toList();
  }

  private List<Row> measure(Measurement measurement) {
    try {
      Samples taken = measurement.run(rounds(measurement.isCostly()));
      samples.put(measurement.number() + " " + measurement.title(), taken.all());
      return measurement.rows(taken);
    } catch (MeasurementException e) {
      return List.of(
          Row.failed(measurement.number(), measurement.title(), String.valueOf(e.getMessage())));
    }
  }

  private boolean grow(Programs programs) {
    Growth curves = new Growth(programs, quick);
    boolean complete = true;
    for (Growth.Curve curve : curves.curves()) {
      progress(curve.title());
      try {
        Map<String, Samples> measured = curves.measure(curve, rounds(true));
        measured.forEach((point, taken) -> samples.put(curve.title() + ": " + point, taken.all()));
        out.println();
        Growth.table(curve, measured).lines().forEach(out::println);
      } catch (MeasurementException e) {
        out.println(curve.title() + ": FAILED: " + e.getMessage());
        complete = false;
      }
    }
    return complete;
  }

  /** On standard error, so that standard output is the table alone. */
  private static void progress(String what) {
    System.err.println("measuring " + what + " ...");
  }

  private String commandLine() {
    List<String> words = requireNonNull(spec).commandLine().getParseResult().originalArgs();
    return "scripts/bench.sh " + String.join(" ", words);
  }
}
