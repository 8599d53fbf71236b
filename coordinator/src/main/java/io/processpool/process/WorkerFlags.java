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
   * machine id Netty looks at no network interfaces.
   */
  private static final List<String> ALWAYS =
      List.of(
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "-Djava.awt.headless=true",
          "-Dfile.encoding=UTF-8",
          "-Dkryo.unsafe=false",
          "-Dio.netty.machineId=02:00:00:00:00:00:00:01",
          "-Dio.netty.processId=1");

  /** Without these, later versions warn on standard error, once for each worker. */
  private static final List<String> SINCE_24 =
      List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

  private WorkerFlags() {}

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
