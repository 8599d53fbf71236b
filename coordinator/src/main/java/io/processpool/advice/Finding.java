package io.processpool.advice;

import io.processpool.api.Advice;

/**
 * What a rule found.
 *
 * @param advice what it says
 * @param savedSeconds how much sooner the job would have ended, about; 0 if nobody can tell
 */
record Finding(Advice advice, double savedSeconds) {

  private static final double LEAST_SECONDS = 0.05;

  /** Whether it saves enough, or cannot be said to. */
  boolean isWorthIt() {
    return savedSeconds == 0 || savedSeconds >= LEAST_SECONDS;
  }

  static Finding of(Advice.Kind kind, double savedSeconds, String evidence, String remedy) {
    return new Finding(new Advice(kind, evidence, remedy), savedSeconds);
  }
}
