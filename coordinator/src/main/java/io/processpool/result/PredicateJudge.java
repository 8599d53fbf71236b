package io.processpool.result;

import io.processpool.api.PoolException;
import io.processpool.api.TaskFailedException;
import io.processpool.job.Answer;
import io.processpool.job.Codecs;
import io.processpool.job.RetryJudge;
import io.processpool.payload.BlockDecoder;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a task's exception to the user's predicate. Thread-safe. */
public final class PredicateJudge implements RetryJudge {

  private static final Logger LOG = LoggerFactory.getLogger(PredicateJudge.class);

  private final String pool;
  private final Codecs codecs;
  private final FailureTranslator failures;

  /** For the jobs of a pool. */
  public PredicateJudge(String pool, Codecs codecs) {
    this.pool = pool;
    this.codecs = codecs;
    this.failures = new FailureTranslator(pool);
  }

  @Override
  public boolean wants(String job, Answer<?> answer, Predicate<? super Throwable> which) {
    try {
      return which.test(exception(answer));
    } catch (Throwable e) { // the item fails with what the task threw
      LOG.warn("{}: retryOn of {} threw; item {} is not retried", pool, job, answer.index(), e);
      return false;
    }
  }

  private Throwable exception(Answer<?> answer) {
    BlockDecoder decoder = codecs.borrowDecoder();
    try {
      PoolException failure = failures.translate(answer, decoder);
      Throwable cause = failure.getCause();
      return failure instanceof TaskFailedException && cause != null ? cause : failure;
    } finally {
      codecs.giveBack(decoder);
    }
  }
}
