package io.processpool.process;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Decides the JVM flags of a worker. Pure. */
public final class WorkerFlags {

  private static final long MIB = 1024 * 1024;

  /** A collector of the user replaces ours: a JVM refuses to start with two. */
  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

  /** A heap of the user replaces ours; with both, an initial heap could exceed the largest. */
  private static final Pattern HEAP =
      Pattern.compile("-Xm[sx].*|-XX:(Max|Min|Initial)(Heap|RAM).*");

  /**
   * Not {@code -XX:-CreateCoredumpOnCrash}: a crash would then leave 1 instead of 134. With a fixed
   * machine id Netty looks at no network interfaces; its flight recorder events would take a third
   * of a worker's start, and the allocator that is not used some more.
   */
  private static final List<String> ALWAYS =
      List.of(
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "-Djava.awt.headless=true",
          "-Dfile.encoding=UTF-8",
          "-Dkryo.unsafe=false",
          "-Dio.netty.machineId=02:00:00:00:00:00:00:01",
          "-Dio.netty.processId=1",
          "-Dio.netty.jfr.enabled=false",
          "-Dio.netty.allocator.type=pooled");

  /** Without these, later versions warn on standard error, once for each worker. */
  private static final List<String> SINCE_24 =
      List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

  /** These decide how objects are laid out in memory, and so in an archive. */
  private static final Pattern LAYOUT =
      Pattern.compile(
          "-XX:([+-]Use(\\w+GC|Compressed\\w+|CompactObjectHeaders)|ObjectAlignment.*)");

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
    if (jvm.feature() >= 24) {
      flags.addAll(SINCE_24);
    }
    return List.copyOf(flags);
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
    if (ofUser.stream().noneMatch(flag -> HEAP.matcher(flag).matches())) {
      flags.add("-Xms" + Math.min(share.heapBytes(), 16 * MIB));
      flags.add("-Xmx" + share.heapBytes());
    }
    if (ofUser.stream().noneMatch(flag -> COLLECTOR.matcher(flag).matches())) {
      flags.add("-XX:+UseSerialGC");
    }
    flags.add("-XX:MaxDirectMemorySize=" + share.heapBytes());
    if (share.processors() > 0) {
      flags.add("-XX:ActiveProcessorCount=" + share.processors());
    }
    flags.add("-XX:ErrorFile=" + crashFile);
    flags.addAll(ALWAYS);
    if (jvm.feature() >= 24) {
      flags.addAll(SINCE_24);
    }
    flags.addAll(CopiedFlags.from(ofCoordinator));
    flags.addAll(ofUser);
    return List.copyOf(flags);
  }
}
