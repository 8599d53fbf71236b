package io.processpool.process;

import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A process that notes its signals and ends when the test says so. */
public final class FakeProcess extends Process {

  public final List<String> signals = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Handle handle = new Handle();
  private final long pid;

  public FakeProcess(long pid) {
    this.pid = pid;
  }

  /** This process as a worker. */
  public WorkerProcess watch(int number) {
    return WorkerProcess.watch(
        number,
        this,
        Descendants.of(Path.of("no-such-folder"), number),
        Path.of("no-such-argfile"),
        new WorkerProcess.Watchers(
            new NamedThreads("test"),
            Ticker.SYSTEM,
            (worker, stream, line) -> {},
            OomKills.current()));
  }

  /** Ends it, and with it the threads that watch it. */
  public void end() {
    ended.countDown();
  }

  @Override
  public ProcessHandle toHandle() {
    return handle;
  }

  @Override
  public boolean isAlive() {
    return ended.getCount() > 0;
  }

  @Override
  public void destroy() {
    throw new IllegalStateException("signals go to the handle");
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public int waitFor() throws InterruptedException {
    ended.await();
    return 0;
  }

  @Override
  public int exitValue() {
    return 0;
  }

  /** What the system knows the process by. */
  private final class Handle implements ProcessHandle {

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public Optional<ProcessHandle> parent() {
      return Optional.empty();
    }

    @Override
    public Stream<ProcessHandle> children() {
      return Stream.empty();
    }

    @Override
    public Stream<ProcessHandle> descendants() {
      return Stream.empty();
    }

    @Override
    public Info info() {
      return ProcessHandle.current().info();
    }

    @Override
    public CompletableFuture<ProcessHandle> onExit() {
      return new CompletableFuture<>();
    }

    @Override
    public boolean supportsNormalTermination() {
      return true;
    }

    @Override
    public boolean destroy() {
      return signals.add("TERM");
    }

    @Override
    public boolean destroyForcibly() {
      return signals.add("KILL");
    }

    @Override
    public boolean isAlive() {
      return FakeProcess.this.isAlive();
    }

    @Override
    public int compareTo(ProcessHandle other) {
      return Long.compare(pid, other.pid());
    }
  }
}
