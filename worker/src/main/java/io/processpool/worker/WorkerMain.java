package io.processpool.worker;

import io.processpool.bulk.WorkerFiles;
import io.processpool.codec.HandshakeProof;
import io.processpool.codec.ProtocolVersion;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.message.ExitCode;
import io.processpool.message.Hello;
import io.processpool.message.Ready;
import io.processpool.message.StartFailed;
import io.processpool.message.Welcome;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.Thrown;
import io.processpool.share.SharedReader;
import io.processpool.worker.guard.ExitWatch;
import io.processpool.worker.guard.Exits;
import io.processpool.worker.guard.GrowthWatch;
import io.processpool.worker.guard.ItemWatchdog;
import io.processpool.worker.guard.LifeLine;
import io.processpool.worker.guard.OwnProcess;
import io.processpool.worker.guard.TerminalSignals;
import io.processpool.worker.link.HandshakeClient;
import io.processpool.worker.link.WorkerLink;
import io.processpool.worker.run.ChunkRunner;
import io.processpool.worker.run.Damage;
import io.processpool.worker.run.FailureCapture;
import io.processpool.worker.run.ItemSlot;
import io.processpool.worker.run.WorkerIdentity;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The main class of a worker JVM. */
public final class WorkerMain {

  private static final long EARLY_END_MILLIS = 500;

  private final WorkerOptions options;
  private final NamedThreads threads;
  private final long pid = OwnProcess.pid();
  private final CompletableFuture<ExitCode> over = new CompletableFuture<>();

  private WorkerMain(WorkerOptions options) {
    this.options = options;
    this.threads = new NamedThreads("w" + options.number());
  }

  /** Runs a worker; started by a pool. */
  public static void main(String[] arguments) throws Exception {
    LifeLine lifeLine = LifeLine.seize();
    byte[] token = lifeLine.readToken(HandshakeProof.SECRET_BYTES);
    TerminalSignals.ignore();
    WorkerMain worker = new WorkerMain(WorkerOptions.parse(arguments));
    lifeLine.watch(worker.threads);
    ExitWatch.begin(worker.threads);
    ExitCode code = worker.serve(token);
    lifeLine.release();
    Exits.leave(code);
  }

  private ExitCode serve(byte[] token) throws Exception {
    Hello hello =
        new Hello(ProtocolVersion.CURRENT, options.number(), pid, HandshakeProof.randomBytes());
    HandshakeClient handshake = new HandshakeClient(token, hello, this::welcomed, Exits::halt);
    WorkerLink link = WorkerLink.connect(threads, options.address(), handshake);
    ExitCode code = over.get();
    link.leave(Long.MAX_VALUE);
    return code;
  }

  private ChunkRunner welcomed(WorkerLink link, Welcome welcome) {
    WorkerIdentity identity = WorkerIdentity.of(welcome.workerIndex(), pid);
    PayloadSettings coding =
        PayloadSettings.defaults(WorkerMain.class.getClassLoader())
            .withMaxDepth(welcome.maxDepth())
            .withMaxValueBytes(welcome.maxValueBytes());
    PayloadSettings payload =
        coding.withShared(new SharedReader(options.folder(), coding, Ticker.SYSTEM));
    ItemWatchdog watchdog =
        new ItemWatchdog(
            Ticker.SYSTEM,
            () -> endEarly(link, ExitCode.TASK_OVER_LIMIT, "an item ran over its limit"));
    watchdog.start(threads);
    ChunkRunner runner =
        new ChunkRunner(
            identity,
            new ChunkRunner.Settings(
                payload,
                new WorkerFiles(options.folder(), options.number()),
                welcome.flushBytes(),
                TimeUnit.MICROSECONDS.toNanos(welcome.flushMicros()),
                TimeUnit.MICROSECONDS.toNanos(welcome.spinMicros())),
            new ChunkRunner.Ports(
                GrowthWatch.over(link.sink(), welcome.mostGrowthBytes(), link::send),
                link::schedule,
                slot(),
                Ticker.SYSTEM,
                watchdog,
                thrown -> damaged(link, thrown)));
    FailureCapture failures = new FailureCapture(new BlockEncoder(payload));
    Runnable first = options.spare() ? () -> DryRun.run(identity, coding, answers -> {}) : () -> {};
    threads.start(
        "task", ChunkRunner.STACK_BYTES, () -> work(first, link, runner, welcome, failures));
    return runner;
  }

  /** The task thread's life. */
  private void work(
      Runnable first,
      WorkerLink link,
      ChunkRunner runner,
      Welcome welcome,
      FailureCapture failures) {
    try {
      first.run();
      over.complete(initializeAndRun(link, runner, welcome, failures));
    } catch (Throwable e) { // nothing of the user's: without this thread the worker is of no use
      ExitCode code = e instanceof OutOfMemoryError ? ExitCode.OUT_OF_MEMORY : ExitCode.JVM_DAMAGED;
      Exits.halt(code, "the task thread failed: " + e);
    }
  }

  private static ExitCode initializeAndRun(
      WorkerLink link, ChunkRunner runner, Welcome welcome, FailureCapture failures) {
    try {
      runner.initialize(welcome.initializer());
    } catch (Throwable e) { // whatever the initializer throws is told to the coordinator
      link.send(new StartFailed(failures.capture(e)));
      return ExitCode.START_FAILED;
    }
    link.send(new Ready());
    if (!runner.run()) {
      awaitEnd();
    }
    return ExitCode.OK;
  }

  /** Whoever found that the worker must not go on ends the process. */
  private static void awaitEnd() {
    while (true) {
      LockSupport.park();
    }
  }

  private static void damaged(WorkerLink link, Throwable thrown) {
    ExitCode code = Damage.isOutOfMemory(thrown) ? ExitCode.OUT_OF_MEMORY : ExitCode.JVM_DAMAGED;
    endEarly(link, code, Thrown.textOf(thrown));
  }

  /** Ends without being told to, once what was said is on its way. */
  private static void endEarly(WorkerLink link, ExitCode code, String reason) {
    try {
      link.leave(EARLY_END_MILLIS);
    } catch (InterruptedException e) {
      // The process ends either way.
    }
    Exits.halt(code, reason);
  }

  private ItemSlot slot() {
    try {
      return ItemSlot.mapped(options.slot());
    } catch (IOException e) {
      Exits.halt(ExitCode.START_FAILED, "cannot map " + options.slot() + ": " + e);
      throw new IllegalStateException("halted", e);
    }
  }
}
