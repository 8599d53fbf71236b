package io.processpool;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Pairs as a job sends them: arrays of the two arguments. Read lazily. */
record PairItems(Iterable<? extends Map.Entry<?, ?>> pairs)
    implements Iterable<@Nullable Object[]> {

  OptionalLong size() {
    return pairs instanceof Collection<?> known
        ? OptionalLong.of(known.size())
        : OptionalLong.empty();
  }

  @Override
  public Iterator<@Nullable Object[]> iterator() {
    Iterator<? extends Map.Entry<?, ?>> source = pairs.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return source.hasNext();
      }

      @Override
      public @Nullable Object[] next() {
        Map.Entry<?, ?> pair = source.next();
        return new @Nullable Object[] {pair.getKey(), pair.getValue()};
      }
    };
  }
}
