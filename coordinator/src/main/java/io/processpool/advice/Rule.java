package io.processpool.advice;

import org.jspecify.annotations.Nullable;

/** One row of the table: looks for one thing that may be wrong. */
@FunctionalInterface
interface Rule {

  /** What is wrong; {@code null} if it is not that. */
  @Nullable Finding check(Evidence evidence);
}
