package io.processpool.benchmarks.driver;

import static io.processpool.benchmarks.driver.Goal.atLeastAsFast;
import static io.processpool.benchmarks.driver.Goal.atMostTimes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is measured, and what is to be reached. */
final class Catalog {

  private static final String OURS = "processpool";
  private static final String MP = "mp.Pool";
  private static final String EXECUTOR = "ProcessPoolExecutor";
  private static final String LOKY = "loky";
  private static final String JOBLIB = "joblib";
  private static final String PEBBLE = "pebble";
  private static final String HELLO = "JVM hello";
  private static final int MIB = 1 << 20;

  private final Programs programs;
  private final Sizes sizes;

  /** Everything, at these sizes. */
  Catalog(Programs programs, Sizes sizes) {
    this.programs = programs;
    this.sizes = sizes;
  }

  /** All of it, in the order of the table. */
  List<Measurement> all() {
    List<Measurement> all = new ArrayList<>();
    all.add(startOfAPool());
    all.add(startOfAProgram());
    all.add(call());
    all.add(noOps());
    all.add(automatic());
    all.add(tens());
    all.addAll(arrays());
    all.add(share());
    all.add(etl());
    for (String load : List.of("TINY", "MEDIUM", "SKEWED", "HEAVY")) {
      all.add(chunks(load));
    }
    all.add(processorTime());
    all.add(idle());
    all.add(stream());
    all.add(replacement());
    all.add(help());
    return all;
  }

  private static Comparison peer(String work, String other) {
    return Comparison.of(work, Reading.time(OURS), Reading.time(other), Goal.PEER_SEEN);
  }

  private static Comparison versus(String work, String other, Goal goal) {
    return Comparison.of(work, Reading.time(OURS), Reading.time(other), goal);
  }

  private Measurement startOfAPool() {
    String all = "open, map 10, close";
    Reading closed = Reading.of(OURS, "untilClosed");
    return Measurement.light(
        "P1",
        "start in a coordinator that has opened a pool before",
        List.of(
            programs.workload(OURS, "start"),
            programs.hello(),
            programs.peer(MP + " fork", "mp", "start"),
            programs.peer(MP + " spawn", "spawn", "start")),
        List.of(
            versus("(a) Pool.open(2) to first result", HELLO, atMostTimes(4)),
            Comparison.of(all, closed, Reading.time(MP + " fork"), Goal.PEER_SEEN),
            Comparison.of(all, closed, Reading.time(MP + " spawn"), Goal.PEER_SEEN)));
  }

  private Measurement startOfAProgram() {
    String work = "(b) whole process around one map";
    String archived = OURS + ", classes archived";
    return Measurement.light(
            "P1",
            "start of a whole program",
            List.of(
                programs.archivedFirstResult(archived),
                programs.firstResult(OURS),
                programs.hello()),
            List.of(
                Comparison.of(
                    work + ", started from an archive",
                    Reading.time(archived),
                    Reading.time(HELLO),
                    atMostTimes(8)),
                Comparison.of(
                    "the same, until its first result is printed",
                    Reading.of(archived, "firstLine"),
                    Reading.time(HELLO),
                    Goal.LIMIT_SEEN),
                versus(work + ", without one", HELLO, Goal.LIMIT_SEEN)))
        .after(programs.archivingFirstResult("the first start, which makes the archives"));
  }

  private Measurement call() {
    String calls = sizes.calls();
    String work = "apply of a no-op";
    return Measurement.light(
        "P2",
        work,
        List.of(
            programs.workload(OURS, "apply", calls),
            programs.workload("socket ping-pong", "ping-pong", calls),
            programs.peer(MP, "mp", "apply", calls),
            programs.peer(EXECUTOR, "executor", "apply", calls),
            programs.peer(LOKY, "loky", "apply", calls),
            programs.peer(PEBBLE, "pebble", "apply", calls)),
        List.of(
            versus(work, "socket ping-pong", atMostTimes(2.5)),
            versus(work, MP, atLeastAsFast(4)),
            peer(work, EXECUTOR),
            peer(work, LOKY),
            peer(work, PEBBLE)));
  }

  private Measurement noOps() {
    String items = "20000";
    String work = "20,000 no-ops, chunks of one";
    return Measurement.light(
        "P3",
        work,
        List.of(
            programs.workload(OURS, "no-ops", items, "1"),
            programs.peer(MP, "mp", "no-ops", items),
            programs.peer(EXECUTOR, "executor", "no-ops", items),
            programs.peer(PEBBLE, "pebble", "no-ops", items)),
        List.of(versus(work, MP, atLeastAsFast(5)), peer(work, EXECUTOR), peer(work, PEBBLE)));
  }

  private Measurement automatic() {
    String items = "20000";
    String work = "20,000 no-ops, automatic chunks";
    return Measurement.light(
        "P3",
        work,
        List.of(
            programs.workload(OURS, "no-ops", items, "auto"),
            programs.peer(JOBLIB, "joblib", "no-ops", items)),
        List.of(peer(work, JOBLIB)));
  }

  private Measurement tens() {
    String items = "1000000";
    String work = "1,000,000 × ten, default chunks";
    Programs warmed = programs.warmedTwice();
    return Measurement.light(
        "P4",
        work,
        List.of(
            warmed.workload(OURS, "tens", items),
            warmed.peer(MP, "mp", "tens", items),
            warmed.peer(EXECUTOR, "executor", "tens", items)),
        List.of(versus(work, MP, atLeastAsFast(2)), peer(work, EXECUTOR)));
  }

  private List<Measurement> arrays() {
    List<Measurement> all = new ArrayList<>();
    for (String type : List.of("byte", "float", "double")) {
      for (String way : List.of("there", "and-back")) {
        all.add(arrays(type, way));
      }
    }
    return all;
  }

  private Measurement arrays(String type, String way) {
    String bytes = Integer.toString(sizes.arrayMib() * MIB);
    String work =
        "8 × " + sizes.arrayMib() + " MiB " + type + "[] " + way.replace("and-", "there and ");
    List<Subject> subjects = new ArrayList<>();
    List<Comparison> rows = new ArrayList<>();
    subjects.add(programs.workload(OURS, List.of("-Xmx3g"), "arrays", type, way, bytes));
    subjects.add(programs.peer(MP, "mp", "arrays", type, way, bytes));
    rows.add(versus(work, MP, atLeastAsFast(5)));
    if (way.equals("there")) {
      subjects.add(programs.workload("raw socket", "raw-bytes", bytes));
      rows.add(versus(work, "raw socket", Goal.LIMIT_SEEN));
    }
    return Measurement.costly("P5", work, subjects, rows);
  }

  private Measurement share() {
    String bytes = Integer.toString(sizes.sharedMib() * MIB);
    String work = sizes.sharedMib() + " MiB float[] for 1,000 items through share";
    return Measurement.costly(
        "P6",
        work,
        List.of(programs.workload(OURS, List.of("-Xmx2g"), "share", bytes, sizes.sentItems())),
        List.of(
            Comparison.of(
                work,
                Reading.of(OURS, "shared"),
                new Reading(OURS, "sent", "sent each time"),
                atLeastAsFast(100)),
            Comparison.bound(
                "bytes across the sockets, at most once per worker",
                Reading.of(OURS, "wireMiB"),
                Unit.MIB,
                2 * sizes.sharedMib())));
  }

  private Measurement etl() {
    Path target = programs.root().resolve("benchmarks/target");
    String sounds = target.resolve("sounds").toString();
    String ours = target.resolve("etl-ours").toString();
    String theirs = target.resolve("etl-python").toString();
    String work = "ETL over 24 files, 2 workers";
    String one = "one worker";
    String fast = MP + ", newer generator";
    String alone = "one such program";
    String pair = "two programs without a pool";
    return Measurement.costly(
            "P7",
            work,
            List.of(
                programs.coordinator(OURS, "--workers", "2", "etl", sounds, "--out", ours),
                programs.coordinator(one, "--workers", "1", "etl", sounds, "--out", ours),
                programs.sequential(alone, false, sounds, ours),
                programs.sequential(pair, true, sounds, ours),
                programs.script(MP, "etl.py", "legacy", sounds, theirs),
                programs.script(fast, "etl.py", "ziggurat", sounds, theirs),
                programs.script("outputs compared", "compare_wav.py", ours, theirs)),
            List.of(
                versus(work, one, atLeastAsFast(1.8)),
                versus(work, MP, atLeastAsFast(1.7)),
                peer(work, fast),
                Comparison.of(
                    "ETL, two programs without a pool, 12 files each, side by side",
                    Reading.time(pair),
                    Reading.time(alone),
                    Goal.PEER_SEEN)))
        .after(
            programs.coordinator(
                "making the sounds", "etl", "--generate", "24", "--dir", sounds, "--out", ours));
  }

  private Measurement chunks(String load) {
    return Measurement.costly(
        "P8",
        load.toLowerCase(Locale.ROOT) + " items, automatic chunk size",
        List.of(programs.warmedTwice().workload(OURS, "chunks", load)),
        List.of(
            Comparison.of(
                load.toLowerCase(Locale.ROOT) + " items, automatic and best fixed",
                Reading.of(OURS, "automatic"),
                Reading.of(OURS, "chunk *"),
                atMostTimes(1.15))));
  }

  private Measurement processorTime() {
    String single = OURS + ", chunks of one";
    String automatic = OURS + ", automatic";
    String work = "coordinator's processor time per no-op, ";
    return Measurement.light(
        "P9",
        "coordinator's processor time",
        List.of(
            programs.workload(single, "no-ops", "50000", "1"),
            programs.workload(automatic, "no-ops", sizes.manyItems(), "auto")),
        List.of(
            Comparison.bound(
                work + "chunks of one", Reading.of(single, "cpuSecondsPerItem"), Unit.TIME, 5e-6),
            Comparison.bound(
                work + "automatic",
                Reading.of(automatic, "cpuSecondsPerItem"),
                Unit.TIME,
                0.5e-6)));
  }

  private Measurement idle() {
    String work = "idle worker's resident memory";
    return Measurement.light(
        "P10",
        work,
        List.of(programs.workload(OURS, "idle")),
        List.of(Comparison.bound(work, Reading.of(OURS, "residentMiB"), Unit.MIB, 60)));
  }

  private Measurement stream() {
    String items = sizes.streamItems();
    return Measurement.costly(
        "P11",
        "constant memory",
        List.of(programs.workload(OURS, List.of("-Xmx64m"), "stream", items)),
        List.of(
            Comparison.bound(
                String.format("%,d items at -Xmx64m, growth of the heap", Long.parseLong(items)),
                Reading.of(OURS, "growthMiB"),
                Unit.MIB,
                4),
            Comparison.bound(
                "endless input, read ahead with a window of 1,000, the one in hand not counted",
                Reading.of(OURS, "ahead"),
                Unit.ITEMS,
                1000)));
  }

  private Measurement replacement() {
    String spare = OURS + ", one spare";
    String work = "from a worker's death to its next result";
    return Measurement.light(
        "P12",
        "replacing a dead worker",
        List.of(programs.workload(OURS, "replace", "0"), programs.workload(spare, "replace", "1")),
        List.of(
            Comparison.of(
                work,
                Reading.of(OURS, "replaced"),
                new Reading(OURS, "start", "a worker's start"),
                atMostTimes(1)),
            Comparison.bound(
                work + ", with a warm spare", Reading.of(spare, "replaced"), Unit.TIME, 0.020)));
  }

  private Measurement help() {
    return Measurement.light(
        "P13",
        "run-coordinator.sh --help",
        List.of(programs.coordinator(OURS, "--help"), programs.hello()),
        List.of(versus("run-coordinator.sh --help", HELLO, atMostTimes(4))));
  }
}
