package io.processpool.faults;

import io.processpool.Pool;
import io.processpool.api.JobFuture;
import io.processpool.conformance.Gate;
import io.processpool.conformance.StuckTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Programs that use a pool and are killed or stopped from outside. */
final class FaultPrograms {

  private FaultPrograms() {}

  /** Runs the program that the first argument names; the second is the folder of a gate. */
  public static void main(String[] arguments) throws Exception {
    Gate gate = new Gate(arguments[1]);
    switch (arguments[0]) {
      case "idle" -> StuckTasks.idle(gate);
      case "busy" -> busy(gate, false);
      case "busier" -> busy(gate, true);
      case "map" -> map(gate);
      case "hooks" -> hooks(gate);
      case "crash" -> crash();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** One worker in a loop, one in a read, one waiting for a child, perhaps one making garbage. */
  private static void busy(Gate gate, boolean garbage) {
    try (Pool pool = Pool.builder().workers(garbage ? 4 : 3).workerHeap(64 << 20).open()) {
      List<JobFuture<Integer>> all = new ArrayList<>();
      all.add(pool.submit(() -> StuckTasks.spin(gate)));
      all.add(pool.submit(() -> StuckTasks.read(gate)));
      all.add(pool.submit(() -> StuckTasks.waitForChild(gate)));
      if (garbage) {
        all.add(pool.submit(() -> makeGarbage(gate)));
      }
      all.forEach(JobFuture::join);
    }
  }

  /** Keeps the heap nearly full, so that the collector runs all the time. */
  private static int makeGarbage(Gate gate) throws IOException {
    List<byte[]> held = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      held.add(new byte[1 << 20]);
    }
    gate.mark(ProcessHandle.current().pid());
    int i = 0;
    while (held.size() == 40) {
      held.set(i++ % 40, new byte[1 << 20]);
    }
    return i;
  }

  /** A map that goes on until the gate opens, and then says how it went. */
  private static void map(Gate gate) {
    try (Pool pool = Pool.open(4)) {
      List<Integer> numbers = IntStream.range(0, 2_000).boxed().toList();
      int rounds = 0;
      for (boolean last = false; !last; rounds++) {
        last = gate.isOpen();
        List<Integer> same = pool.map(x -> slowly(gate, x), numbers);
        if (!same.equals(numbers)) {
          throw new AssertionError("wrong results: " + same);
        }
      }
      System.out.println(
          "right, "
              + pool.stats().workersLost()
              + " lost, "
              + pool.stats().lateAnswers()
              + " late");
    }
  }

  private static int slowly(Gate gate, int x) throws IOException {
    if (x == 100) {
      gate.mark(ProcessHandle.current().pid());
    }
    LockSupport.parkNanos(1_000_000);
    return x;
  }

  /** Ends in order, but the worker's shutdown hook does not. */
  private static void hooks(Gate gate) {
    Pool pool = Pool.open(1);
    pool.submit(
            () -> {
              long pid = ProcessHandle.current().pid();
              Runtime.getRuntime().addShutdownHook(new Thread(() -> hang(gate, pid)));
              return pid;
            })
        .join();
    pool.close();
    System.out.println("closed");
  }

  private static void hang(Gate gate, long pid) {
    try {
      gate.mark(pid);
    } catch (IOException e) {
      throw new IllegalStateException("no mark", e);
    }
    while (true) {
      LockSupport.park();
    }
  }

  /** Five workers crash one after the other. */
  private static void crash() {
    try (Pool pool = Pool.builder().workers(1).name("crashing").open()) {
      for (int i = 0; i < 5; i++) {
        System.out.println(CrashFileTest.crash(pool));
      }
    }
  }
}
