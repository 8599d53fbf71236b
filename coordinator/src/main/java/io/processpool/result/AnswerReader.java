package io.processpool.result;

import io.processpool.api.PoolException;
import io.processpool.concurrent.Ticker;
import io.processpool.job.Answer;
import io.processpool.job.AnswerRun;
import io.processpool.job.Codecs;
import io.processpool.job.JobRun;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.UnreadableException;
import org.jspecify.annotations.Nullable;

/** Decodes the answers of one job. Consumer only. */
final class AnswerReader {

  private final JobRun<?> run;
  private final Codecs codecs;
  private final Ticker ticker;
  private final FailureTranslator failures;

  /** Kept as long as answers are read; none while it is in use, which may be within itself. */
  private @Nullable BlockDecoder idle;

  /** What was spent and is not told yet. */
  private long nanos;

  AnswerReader(JobRun<?> run) {
    this.run = run;
    this.codecs = run.setup().services().codecs();
    this.ticker = run.setup().services().ticker();
    this.failures = new FailureTranslator(run.setup().pool());
  }

  /** Takes values and failures as they are decoded. */
  interface Taker {

    /** The value of an item. */
    void value(long index, @Nullable Object value);

    /** An item's failure. */
    void failure(long index, PoolException failure);
  }

  /** Decodes answers that came together. */
  void read(AnswerRun<?> answers, Taker taker) {
    long start = ticker.nanos();
    BlockDecoder decoder = take();
    for (int i = 0; i < answers.count(); i++) {
      long index = answers.firstIndex() + i;
      try {
        Object value =
            answers.isValues()
                ? decoder.decode(answers.block(), answers.firstValue() + i)
                : decode(answers.get(i), decoder);
        taker.value(index, value);
      } catch (UnreadableException e) {
        run.unreadable();
        taker.failure(index, failures.unreadable(answers.get(i), e));
      } catch (PoolException e) {
        taker.failure(index, e);
      }
    }
    idle = decoder;
    nanos += ticker.nanos() - start;
  }

  /**
   * The value of an answer.
   *
   * @throws PoolException the item's failure
   */
  @Nullable Object read(Answer<?> answer) {
    long start = ticker.nanos();
    BlockDecoder decoder = take();
    try {
      return decode(answer, decoder);
    } catch (UnreadableException e) {
      run.unreadable();
      throw failures.unreadable(answer, e);
    } finally {
      idle = decoder;
      nanos += ticker.nanos() - start;
    }
  }

  private @Nullable Object decode(Answer<?> answer, BlockDecoder decoder)
      throws UnreadableException {
    if (answer.ending() instanceof Answer.Value value) {
      return decoder.decode(value.block(), value.position());
    }
    throw failures.translate(answer, decoder);
  }

  private BlockDecoder take() {
    BlockDecoder taken = idle;
    idle = null;
    return taken == null ? codecs.borrowDecoder() : taken;
  }

  /** Tells the job how long reading took. */
  void tell() {
    if (nanos > 0) {
      run.decoded(nanos);
      nanos = 0;
    }
  }

  /** Nothing more is read. */
  void end() {
    tell();
    if (idle != null) {
      codecs.giveBack(idle);
      idle = null;
    }
  }
}
