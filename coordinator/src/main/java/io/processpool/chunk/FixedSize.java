package io.processpool.chunk;

import java.util.OptionalLong;

/**
 * The size the user asked for.
 *
 * @param items 1 or more
 */
public record FixedSize(int items) implements ChunkSize {

  @Override
  public int next(OptionalLong remaining) {
    return items;
  }

  @Override
  public boolean isSettled() {
    return true;
  }

  @Override
  public void ran(int count, long nanos, long bytes) {}
}
