package io.processpool.result;

import io.processpool.api.ItemOrigin;
import io.processpool.api.NotSendableException;
import io.processpool.api.PoolException;
import io.processpool.api.RemoteTaskException;
import io.processpool.api.TaskFailedException;
import io.processpool.api.TaskTimeoutException;
import io.processpool.api.WorkerLostException;
import io.processpool.backend.WorkerRef;
import io.processpool.job.Answer;
import io.processpool.message.ItemFailure;
import io.processpool.message.ItemFailure.TaskThrew;
import io.processpool.message.ItemFailure.TimedOut;
import io.processpool.message.ItemFailure.Unsent;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RemoteFailure;
import io.processpool.message.Unsendable;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.Thrown;
import io.processpool.payload.UnreadableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the caller's exception of an answer that is no value. Thread-safe. */
public final class FailureTranslator {

  private final String pool;

  /** For the errors of a pool. */
  public FailureTranslator(String pool) {
    this.pool = pool;
  }

  /** The exception of a failed item. The decoder rebuilds the original where that is possible. */
  PoolException translate(Answer<?> answer, BlockDecoder decoder) {
    Answer.Ending ending = answer.ending();
    if (ending instanceof Answer.Lost lost) {
      return new WorkerLostException(
          pool, origin(answer), InputText.of(answer.item()), lost.death());
    }
    if (ending instanceof Answer.Refused refused) {
      return notSendable("item " + answer.index(), refused.problem(), null);
    }
    if (ending instanceof Answer.Failed failed) {
      return translate(answer, failed.failure(), decoder);
    }
    throw new IllegalArgumentException(ending + " is a value");
  }

  private PoolException translate(Answer<?> answer, ItemFailure failure, BlockDecoder decoder) {
    if (failure instanceof TaskThrew threw) {
      Throwable cause = rebuild(threw.failure(), decoder);
      return new TaskFailedException(pool, origin(answer), InputText.of(answer.item()), cause);
    }
    if (failure instanceof TimedOut late) {
      return new TaskTimeoutException(
          pool,
          origin(answer),
          InputText.of(answer.item()),
          Duration.ofNanos(late.nanos()),
          late.stack());
    }
    Unsent unsent = (Unsent) failure;
    String what =
        switch (unsent.part()) {
          case FUNCTION -> "function";
          case ARGUMENT -> "item " + answer.index();
          case RESULT -> "result of item " + answer.index();
        };
    return notSendable(what, unsent.problem(), null);
  }

  /** A result that arrived and cannot be rebuilt here. */
  PoolException unreadable(Answer<?> answer, UnreadableException e) {
    return notSendable("result of item " + answer.index(), e.problem(), e.getCause());
  }

  /** The refusal of something that cannot be sent. */
  public NotSendableException notSendable(
      String what, Unsendable problem, @Nullable Throwable cause) {
    return new NotSendableException(
        pool,
        what,
        new NotSendableException.Problem(
            problem.type(), problem.path(), problem.reason(), problem.remedy()),
        cause == null || Thrown.canSpeak(cause) ? cause : null);
  }

  /** The exception itself if it can be rebuilt, else one that stands in for it and says why. */
  public Throwable rebuild(RemoteFailure failure, BlockDecoder decoder) {
    PayloadBlock original = failure.original();
    if (original.count() == 1) {
      try {
        if (decoder.decode(original, 0) instanceof Throwable thrown && Thrown.canSpeak(thrown)) {
          return thrown;
        }
      } catch (UnreadableException e) {
        Throwable standIn = standIn(failure);
        standIn.addSuppressed(notSendable("exception " + failure.type(), e.problem(), null));
        return standIn;
      }
    }
    return standIn(failure);
  }

  /** One that stands in for the exception, of the same text; runs none of the user's code. */
  public static Throwable standIn(RemoteFailure failure) {
    RemoteFailure cause = failure.cause();
    RemoteTaskException standIn =
        new RemoteTaskException(
            failure.type(),
            failure.message(),
            failure.frames().toArray(new StackTraceElement[0]),
            cause == null ? null : standIn(cause));
    failure.suppressed().forEach(each -> standIn.addSuppressed(standIn(each)));
    return standIn;
  }

  private static ItemOrigin origin(Answer<?> answer) {
    WorkerRef worker = answer.worker();
    return worker == null
        ? new ItemOrigin(answer.index(), -1, -1, answer.attempt())
        : new ItemOrigin(answer.index(), worker.index(), worker.pid(), answer.attempt());
  }
}
