package io.processpool.conformance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.processpool.Pool;
import io.processpool.PoolBuilder;
import io.processpool.api.JobFuture;
import io.processpool.api.PoolClosedException;
import io.processpool.api.PoolException;
import io.processpool.api.Results;
import io.processpool.api.TaskFailedException;
import io.processpool.api.WorkerInfo;
import io.processpool.task.TaskFunction;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;

/** Programs that use a pool, for tests of what only a whole program shows. */
final class Programs {

  private Programs() {}

  /** Runs the program that the first argument names. */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "forget" -> forget();
      case "forget-busy" -> forgetBusy(new Gate(arguments[1]));
      case "exit-busy" -> exitBusy(new Gate(arguments[1]));
      case "submit-at-exit" -> submitAtExit();
      case "nested" -> nested();
      case "tidy" -> tidy();
      case "busy" -> busy(new Gate(arguments[1]));
      case "idle" -> StuckTasks.idle(new Gate(arguments[1]));
      case "stream" -> stream(Long.parseLong(arguments[1]));
      case "results" -> results(Integer.parseInt(arguments[1]), arguments[2]);
      case "hook" -> hook(new Gate(arguments[1]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static String pids(Pool pool) {
    return pool.workers().stream()
        .map(WorkerInfo::pid)
        .map(pid -> Long.toString(pid))
        .collect(Collectors.joining(" "));
  }

  private static void forget() {
    Pool pool = Pool.open(2);
    List<Integer> doubled = pool.map(x -> 2 * x, List.of(1, 2, 3));
    pool.imap(x -> x, IntStream.range(0, 1000).boxed().toList()).next();
    System.out.println(pids(pool));
    System.out.println(doubled);
  }

  private static void forgetBusy(Gate gate) {
    Pool pool = Pool.open(2);
    JobFuture<Integer> ignored = pool.submit(() -> StuckTasks.spin(gate));
    pool.mapAsync(x -> StuckTasks.spin(gate), List.of(1, 2, 3)).thenAccept(list -> {});
    gate.awaitMarks(2);
    System.out.println(pids(pool));
    System.out.println(ignored.isDone());
  }

  private static void exitBusy(Gate gate) {
    forgetBusy(gate);
    System.exit(7);
  }

  /** A hook of its own runs beside the pool's, and submits as long as it is let. */
  private static void submitAtExit() {
    Pool pool = Pool.open(2);
    System.out.println(pool.map(x -> x + 1, List.of(1)));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    while (true) {
                      pool.submit(() -> 1).join();
                    }
                  } catch (PoolException e) {
                    System.out.println(e.getClass().getSimpleName());
                  }
                }));
    System.exit(7);
  }

  /** A task fails in a pool that a task opened. */
  private static void nested() {
    try (Pool pool = audible().open()) {
      pool.submit(Programs::failInside).join();
    } catch (TaskFailedException e) {
      System.out.println(e.getCause().getClass().getSimpleName());
    }
  }

  private static int failInside() {
    try (Pool inner = audible().allowNested().open()) {
      return inner.apply(x -> 1 / x, 0);
    }
  }

  /** A pool whose worker logs as this JVM does and is heard here, whatever it prints. */
  private static PoolBuilder audible() {
    ((Logger) LoggerFactory.getLogger("io.processpool.worker")).setLevel(Level.INFO);
    String file = "logback.configurationFile";
    return Pool.builder()
        .workers(1)
        .workerJvmArguments(List.of("-D" + file + "=" + System.getProperty(file)));
  }

  private static void tidy() {
    try (Pool pool = Pool.open(1)) {
      System.out.println(pool.map(x -> x + 1, List.of(1)));
    }
  }

  /** One worker in a loop, one in a read, one that waits for a child. */
  private static void busy(Gate gate) throws Exception {
    try (Pool pool = Pool.open(3)) {
      JobFuture<Integer> loop = pool.submit(() -> StuckTasks.spin(gate));
      JobFuture<Integer> read = pool.submit(() -> StuckTasks.read(gate));
      JobFuture<Integer> child = pool.submit(() -> StuckTasks.waitForChild(gate));
      System.out.println(loop.get() + read.get() + child.get());
    }
  }

  /** Blocks of a mebibyte, made by workers from an endless input and looked at one by one. */
  private static void results(int blocks, String order) {
    AtomicInteger read = new AtomicInteger();
    Iterable<Integer> endless = () -> IntStream.generate(read::getAndIncrement).iterator();
    TaskFunction<Integer, byte[]> block = Programs::block;
    long good = 0;
    int ahead = 0;
    try (Pool pool = Pool.open(2);
        Results<byte[]> results =
            order.equals("imap") ? pool.imap(block, endless) : pool.imapUnordered(block, endless)) {
      for (int i = 1; i <= blocks; i++) {
        byte[] result = results.next();
        good += result.length == 1 << 20 && result[0] == result[result.length - 1] ? 1 : 0;
        ahead = Math.max(ahead, read.get() - i);
      }
    }
    System.out.println(good + " " + ahead);
  }

  private static byte[] block(int x) {
    byte[] bytes = new byte[1 << 20];
    Arrays.fill(bytes, (byte) x);
    return bytes;
  }

  /** While the program ends, its own hook asks for more work and closes the pool. */
  private static void hook(Gate gate) {
    Pool pool = Pool.open(2);
    pool.mapAsync(x -> StuckTasks.spin(gate), List.of(1, 2)).exceptionally(error -> List.of());
    gate.awaitMarks(2);
    Thread hook =
        new Thread(
            () -> {
              System.out.println(refusal(() -> pool.submit(() -> 1).join()));
              System.out.println(refusal(() -> Pool.open(1).close()));
              pool.close();
              System.out.println("closed " + pool.stats().state());
            });
    Runtime.getRuntime().addShutdownHook(hook);
    System.exit(0);
  }

  private static String refusal(Runnable call) {
    try {
      call.run();
      return "not refused";
    } catch (PoolClosedException e) {
      return "refused";
    }
  }

  private static void stream(long items) {
    long sum = 0;
    long count = 0;
    try (Pool pool = Pool.open(2);
        Results<Long> results =
            pool.imapUnordered(x -> x + 1, () -> LongStream.range(0, items).iterator())) {
      while (results.hasNext()) {
        sum += results.next();
        count++;
      }
    }
    System.out.println(count + " " + sum);
  }
}
