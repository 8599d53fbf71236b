package io.processpool.result;

import io.processpool.api.PoolException;
import io.processpool.concurrent.Ticker;
import io.processpool.job.Answer;
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

  AnswerReader(JobRun<?> run) {
    this.run = run;
    this.codecs = run.setup().services().codecs();
    this.ticker = run.setup().services().ticker();
    this.failures = new FailureTranslator(run.setup().pool());
  }

  /**
   * The value of an answer.
   *
   * @throws PoolException the item's failure
   */
  @Nullable Object read(Answer<?> answer) {
    long start = ticker.nanos();
    boolean unreadable = false;
    BlockDecoder decoder = codecs.borrowDecoder();
    try {
      if (answer.ending() instanceof Answer.Value value) {
        return decoder.decode(value.block(), value.position());
      }
      throw failures.translate(answer, decoder);
    } catch (UnreadableException e) {
      unreadable = true;
      throw failures.unreadable(answer, e);
    } finally {
      codecs.giveBack(decoder);
      run.decoded(ticker.nanos() - start, unreadable);
    }
  }
}
