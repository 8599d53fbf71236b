package io.processpool.worker.link;

import io.processpool.codec.MessageDecoder;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameException;
import io.processpool.message.CancelJob;
import io.processpool.message.ChunkReturned;
import io.processpool.message.CloseJob;
import io.processpool.message.ExitCode;
import io.processpool.message.Message;
import io.processpool.message.OpenJob;
import io.processpool.message.RecallChunk;
import io.processpool.message.RunChunk;
import io.processpool.worker.run.ChunkRunner;
import io.processpool.worker.run.Damage;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Hands what the coordinator says to the runner. */
public final class CoordinatorInbound implements Inbound {

  private final ChunkRunner runner;
  private final BooleanSupplier leaving;
  private final Consumer<Message> answers;
  private final Ending ending;
  private boolean shutDown;

  /**
   * Hands over to this runner.
   *
   * @param runner gets what the coordinator says
   * @param leaving whether the worker is about to end the connection itself
   * @param answers takes what is to be sent
   * @param ending called when the connection ends or breaks otherwise
   */
  public CoordinatorInbound(
      ChunkRunner runner, BooleanSupplier leaving, Consumer<Message> answers, Ending ending) {
    this.runner = runner;
    this.leaving = leaving;
    this.answers = answers;
    this.ending = ending;
  }

  @Override
  public void heard(Frame frame) {
    Message message = MessageDecoder.decode(frame);
    switch (message.type()) {
      case OPEN_JOB -> runner.open((OpenJob) message);
      case RUN_CHUNK -> runner.submit((RunChunk) message);
      case CANCEL_JOB -> {
        CancelJob cancel = (CancelJob) message;
        runner.cancel(cancel.job(), cancel.interrupt());
      }
      case RECALL_CHUNK -> {
        RecallChunk recall = (RecallChunk) message;
        if (runner.recall(recall.lease())) {
          answers.accept(new ChunkReturned(recall.job(), recall.lease()));
        }
      }
      case CLOSE_JOB -> runner.close(((CloseJob) message).job());
      case SHUTDOWN -> {
        shutDown = true;
        runner.end();
      }
      default -> throw new FrameException("message " + message.type() + " sent to a worker");
    }
  }

  @Override
  public void ended() {
    endUnlessExpected(ExitCode.COORDINATOR_GONE, "the connection ended");
  }

  @Override
  public void broken(Throwable cause) {
    endUnlessExpected(codeOf(cause), cause.toString());
  }

  /** A reset is the other side's end; bytes that make no sense are a broken protocol. */
  private static ExitCode codeOf(Throwable cause) {
    if (Damage.isOutOfMemory(cause)) { // of direct memory, which a write needs
      return ExitCode.OUT_OF_MEMORY;
    }
    return cause instanceof IOException ? ExitCode.COORDINATOR_GONE : ExitCode.PROTOCOL_BROKEN;
  }

  private void endUnlessExpected(ExitCode code, String reason) {
    if (!shutDown && !leaving.getAsBoolean()) {
      ending.end(code, reason);
    }
  }
}
