package io.processpool.worker;

import io.processpool.codec.MessageEncoder;
import io.processpool.concurrent.Ticker;
import io.processpool.message.Message;
import io.processpool.message.OpenJob;
import io.processpool.message.RunChunk;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.UnsendableException;
import io.processpool.worker.run.ChunkRunner;
import io.processpool.worker.run.ItemSlot;
import io.processpool.worker.run.ItemWatch;
import io.processpool.worker.run.ResultSink;
import io.processpool.worker.run.WorkerIdentity;

/**
 * A chunk whose answers nobody hears. A worker that waits as a spare has time for it; the first
 * item after a death then does not wait until the classes of a chunk's way are loaded.
 */
final class DryRun {

  private static final int FLUSH_BYTES = 64 << 10;
  private static final long NEVER = Long.MAX_VALUE;
  private static final String NOWHERE = "io/processpool/worker/nowhere";

  private DryRun() {}

  /**
   * Runs it, on the calling thread.
   *
   * @param answers takes the answers
   */
  static void run(WorkerIdentity worker, PayloadSettings payload, ResultSink answers) {
    payload.classLoader().getResource(NOWHERE); // opens every jar of the class path
    ChunkRunner runner =
        new ChunkRunner(
            worker,
            new ChunkRunner.Settings(payload, null, FLUSH_BYTES, NEVER, 0),
            new ChunkRunner.Ports(
                done -> {
                  MessageEncoder.encode(done);
                  answers.itemsDone(done);
                },
                (delay, task) -> {},
                ItemSlot.unobserved(),
                Ticker.SYSTEM,
                new NoWatch(),
                thrown -> {}));
    try {
      SampleWork.messages().forEach(message -> take(runner, message));
    } catch (UnsendableException e) {
      throw new IllegalStateException("the sample work cannot be encoded", e);
    }
    runner.end();
    runner.run();
  }

  private static void take(ChunkRunner runner, Message message) {
    if (message instanceof OpenJob job) {
      runner.open(job);
    } else if (message instanceof RunChunk chunk) {
      runner.submit(chunk);
    }
  }

  /** No sample has a limit. */
  private static final class NoWatch implements ItemWatch {

    @Override
    public void begins(RunningItem item) {}

    @Override
    public boolean ends() {
      return true;
    }
  }
}
