package io.processpool.job;

import java.util.function.Predicate;

/** Rebuilds what a task threw and asks the user about it. */
@FunctionalInterface
public interface RetryJudge {

  /**
   * Whether the user wants the item tried again. Runs user code, and never throws.
   *
   * @param job the job's name, for logs
   * @param answer the failure
   * @param which what the user wants tried again
   */
  boolean wants(String job, Answer<?> answer, Predicate<? super Throwable> which);
}
