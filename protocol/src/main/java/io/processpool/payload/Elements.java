package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A mutable collection, or a wrapper around one: the order if it has one, the count, the elements.
 * The collection exists before its elements, so it may contain itself.
 */
final class Elements extends Serializer<Collection<?>> {

  /** Makes the empty collection that will be filled. */
  @FunctionalInterface
  interface Maker {
    Collection<@Nullable Object> make(int count, @Nullable Comparator<Object> order);
  }

  /** What is put around the filled collection, for example {@code unmodifiableList}. */
  @FunctionalInterface
  interface Wrapping {
    Object around(Collection<@Nullable Object> filled);
  }

  private final boolean sorted;
  private final Maker maker;
  private final Wrapping wrapping;

  private Elements(boolean sorted, Maker maker, Wrapping wrapping) {
    this.sorted = sorted;
    this.maker = maker;
    this.wrapping = wrapping;
  }

  static Elements plain(Maker maker) {
    return new Elements(false, maker, filled -> filled);
  }

  static Elements sorted(Maker maker) {
    return new Elements(true, maker, filled -> filled);
  }

  Elements in(Wrapping outer) {
    return new Elements(sorted, maker, outer);
  }

  @Override
  public void write(Kryo kryo, Output output, Collection<?> collection) {
    PayloadKryo graph = (PayloadKryo) kryo;
    if (sorted) {
      graph.writeLabelled(output, "comparator", orderOf(collection));
    }
    // A snapshot: a concurrent collection may change between its size and its last element.
    Object[] items = collection.toArray();
    output.writeVarInt(items.length, true);
    graph.writeAll(output, items, collection instanceof List);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Collection<?> read(Kryo kryo, Input input, Class<? extends Collection<?>> type) {
    PayloadKryo graph = (PayloadKryo) kryo;
    Comparator<Object> order =
        sorted ? (Comparator<Object>) graph.readLabelled(input, "comparator") : null;
    int count = ((PayloadInput) input).readCount(1);
    Collection<@Nullable Object> filled = maker.make(count, order);
    Object value = wrapping.around(filled);
    kryo.reference(value);
    int i = 0;
    try {
      for (; i < count; i++) {
        filled.add(graph.readChild(input));
      }
    } catch (RuntimeException | LinkageError e) {
      throw Refused.at(e, "[" + i + "]", null);
    }
    if (filled.size() != count) {
      throw new Refused(value.getClass().getName(), Reason.fewer(filled.size(), count));
    }
    return (Collection<?>) value;
  }

  private static @Nullable Comparator<?> orderOf(Collection<?> collection) {
    return collection instanceof SortedSet<?> set
        ? set.comparator()
        : ((PriorityQueue<?>) collection).comparator();
  }
}
