package io.processpool.process;

import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Decides the JVM flags of a worker. Pure, but for this JVM's kind of selector. */
public final class WorkerFlags {

  private static final long MIB = 1024 * 1024;

  /**
   * Of a heap of 4 MiB the JVM would make 1.3 MiB young, and stop for a collection every ten
   * thousand small items. What was never used takes no memory.
   */
  private static final long FIRST_YOUNG = 8 * MIB;

  private static final long FIRST_OLD = 4 * MIB;

  /** A collector of the user replaces ours: a JVM refuses to start with two. */
  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

  /** A heap of the user replaces ours; with both, an initial heap could exceed the largest. */
  private static final Pattern HEAP =
      Pattern.compile("-Xm[sx].*|-XX:(Max|Min|Initial)(HeapSize|RAM).*");

  /** So does what the user says of its young part. */
  private static final Pattern YOUNG =
      Pattern.compile("-Xmn.*|-XX:((Max)?NewSize|NewRatio|OldSize)=.*");

  /** Not {@code -XX:-CreateCoredumpOnCrash}: a crash would then leave 1 instead of 134. */
  private static final List<String> ALWAYS =
      List.of(
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          // By default a heap shrinks after each large array and has to grow again for the next; a
          // worker with nothing else in it holds some 3 MiB, so up to 150 MiB stay.
          "-XX:MaxHeapFreeRatio=98",
          // As with the JVM's default collector; with others a long loop over an int could neither
          // be asked for its stack nor ended, and a task's limit would wait for it.
          "-XX:+UseCountedLoopSafepoints",
          "-XX:LoopStripMiningIter=1000",
          "-Djava.awt.headless=true",
          "-Dfile.encoding=UTF-8",
          "-Dkryo.unsafe=false");

  /**
   * Without it, later versions warn on standard error, once for each worker. Access to native code
   * is not among these: with any flag for modules a JVM cannot take its modules from the archive,
   * which is a fifth of its own start. Who has it in the coordinator has it in workers too.
   */
  private static final List<String> SINCE_24 = List.of("--sun-misc-unsafe-memory-access=allow");

  /** These decide how objects are laid out in memory, and so in an archive. */
  private static final Pattern LAYOUT =
      Pattern.compile(
          "-XX:([+-]Use(\\w+GC|Compressed\\w+|CompactObjectHeaders)|ObjectAlignment.*)");

  /** An idle worker gives back what compiling took, once it is not needed any more. */
  private static final List<String> SINCE_22 = List.of("-XX:TrimNativeHeapInterval=2000");

  /** Shared classes stay where the archive has them, in memory that all workers share. */
  private static final List<String> UP_TO_25 =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

  private static final int LAST_WITH_RELOCATION_MODE = 25;

  private static final String JDKS_SELECTORS = "sun.nio.ch.";

  private WorkerFlags() {}

  /**
   * The flags of a JVM whose classes are archived for workers.
   *
   * @param jvm which Java will read them
   * @param ofUser what the workers get from the user
   */
  static List<String> ofTraining(WorkerJvm jvm, List<String> ofUser) {
    List<String> flags = new ArrayList<>();
    flags.add("-Xmx64m");
    if (ofUser.stream().noneMatch(flag -> COLLECTOR.matcher(flag).matches())) {
      flags.add("-XX:+UseSerialGC");
    }
    ofUser.stream().filter(flag -> LAYOUT.matcher(flag).matches()).forEach(flags::add);
    flags.addAll(ALWAYS);
    flags.addAll(selectors());
    flags.addAll(ofVersion(jvm.feature()));
    return List.copyOf(flags);
  }

  /**
   * Names the JDK's own kind of selector where it is used here: a JVM that is not told opens each
   * jar of the class path to look for another, which is a tenth of a start, and more with many
   * jars.
   */
  private static List<String> selectors() {
    String here = SelectorProvider.provider().getClass().getName();
    return here.startsWith(JDKS_SELECTORS)
        ? List.of("-Djava.nio.channels.spi.SelectorProvider=" + here)
        : List.of();
  }

  private static List<String> ofVersion(int feature) {
    List<String> flags = new ArrayList<>();
    if (feature >= 22) {
      flags.addAll(SINCE_22);
    }
    if (feature >= 24) {
      flags.addAll(SINCE_24);
    }
    if (feature <= LAST_WITH_RELOCATION_MODE) {
      flags.addAll(UP_TO_25);
    }
    return flags;
  }

  /**
   * The flags in the order of the command line.
   *
   * @param jvm which Java will read them
   * @param share heap and processors
   * @param crashFile what the JVM writes when it crashes, {@code %p} for its process id
   * @param ofCoordinator the flags this JVM was started with; few are copied, see {@link
   *     CopiedFlags}
   * @param ofUser come last, so that they win
   */
  public static List<String> of(
      WorkerJvm jvm,
      WorkerShare share,
      String crashFile,
      List<String> ofCoordinator,
      List<String> ofUser) {
    List<String> flags = new ArrayList<>();
    boolean ownHeap = ofUser.stream().noneMatch(flag -> HEAP.matcher(flag).matches());
    boolean ownCollector = ofUser.stream().noneMatch(flag -> COLLECTOR.matcher(flag).matches());
    if (ownHeap) {
      flags.add("-Xms" + Math.min(share.heapBytes(), FIRST_YOUNG + FIRST_OLD));
      flags.add("-Xmx" + share.heapBytes());
    }
    if (ownHeap
        && ownCollector
        && ofUser.stream().noneMatch(flag -> YOUNG.matcher(flag).matches())
        && share.heapBytes() >= 2 * (FIRST_YOUNG + FIRST_OLD)) {
      flags.add("-XX:NewSize=" + FIRST_YOUNG);
    }
    if (ownCollector) {
      flags.add("-XX:+UseSerialGC");
    }
    flags.add("-XX:MaxDirectMemorySize=" + share.heapBytes());
    if (share.processors() > 0) {
      flags.add("-XX:ActiveProcessorCount=" + share.processors());
    }
    flags.add("-XX:ErrorFile=" + crashFile);
    flags.addAll(ALWAYS);
    flags.addAll(selectors());
    flags.addAll(ofVersion(jvm.feature()));
    flags.addAll(CopiedFlags.from(ofCoordinator));
    flags.addAll(ofUser);
    return List.copyOf(flags);
  }
}
