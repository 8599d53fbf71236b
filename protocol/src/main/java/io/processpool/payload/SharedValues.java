package io.processpool.payload;

import io.processpool.task.Shared;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The shared values that one side knows; handles cross as their numbers. Thread-safe. */
public interface SharedValues {

  /** Knows none. */
  SharedValues NONE =
      new SharedValues() {
        @Override
        public OptionalLong numberOf(Shared<?> handle) {
          return OptionalLong.empty();
        }

        @Override
        public @Nullable Shared<?> find(long number) {
          return null;
        }
      };

  /**
   * The number under which a handle crosses.
   *
   * @param handle any
   * @return 0 or more; empty if the handle is of another pool
   */
  OptionalLong numberOf(Shared<?> handle);

  /**
   * The handle of a number that came from the other side.
   *
   * @param number any
   * @return the handle, {@code null} if there is none
   */
  @Nullable Shared<?> find(long number);

  /**
   * How long first readings of values took so far. Each value is read once, so that says nothing of
   * what the next item will take.
   *
   * @return nanoseconds
   */
  default long readingNanos() {
    return 0;
  }
}
