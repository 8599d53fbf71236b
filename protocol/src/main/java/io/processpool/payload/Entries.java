package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** A mutable map, or a wrapper around one: the order if it has one, the count, keys and values. */
final class Entries extends Serializer<Map<?, ?>> {

  /** Makes the empty map that will be filled. */
  @FunctionalInterface
  interface Maker {
    Map<@Nullable Object, @Nullable Object> make(int count, @Nullable Comparator<Object> order);
  }

  /** What is put around the filled map, for example {@code unmodifiableMap}. */
  @FunctionalInterface
  interface Wrapping {
    Object around(Map<@Nullable Object, @Nullable Object> filled);
  }

  private static final int KEY_TEXT = 40;

  private final boolean sorted;
  private final Maker maker;
  private final Wrapping wrapping;

  private Entries(boolean sorted, Maker maker, Wrapping wrapping) {
    this.sorted = sorted;
    this.maker = maker;
    this.wrapping = wrapping;
  }

  static Entries plain(Maker maker) {
    return new Entries(false, maker, filled -> filled);
  }

  static Entries sorted(Maker maker) {
    return new Entries(true, maker, filled -> filled);
  }

  Entries in(Wrapping outer) {
    return new Entries(sorted, maker, outer);
  }

  @Override
  public void write(Kryo kryo, Output output, Map<?, ?> map) {
    PayloadKryo graph = (PayloadKryo) kryo;
    if (sorted) {
      graph.writeLabelled(output, "comparator", ((SortedMap<?, ?>) map).comparator());
    }
    writeAll(graph, output, map);
  }

  static void writeAll(PayloadKryo graph, Output output, Map<?, ?> map) {
    Object[] entries = map.entrySet().toArray();
    output.writeVarInt(entries.length, true);
    for (Object item : entries) {
      Map.Entry<?, ?> entry = (Map.Entry<?, ?>) item;
      graph.writeLabelled(output, "key", entry.getKey());
      try {
        graph.writeChild(output, entry.getValue());
      } catch (RuntimeException | LinkageError e) {
        throw Refused.at(e, "value of " + text(entry.getKey()), entry.getValue());
      }
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public Map<?, ?> read(Kryo kryo, Input input, Class<? extends Map<?, ?>> type) {
    PayloadKryo graph = (PayloadKryo) kryo;
    Comparator<Object> order =
        sorted ? (Comparator<Object>) graph.readLabelled(input, "comparator") : null;
    int count = ((PayloadInput) input).readCount(2);
    Map<@Nullable Object, @Nullable Object> filled = maker.make(count, order);
    Object value = wrapping.around(filled);
    kryo.reference(value);
    readAll(graph, input, filled, count);
    return (Map<?, ?>) value;
  }

  static void readAll(
      PayloadKryo graph, Input input, Map<@Nullable Object, @Nullable Object> filled, int count) {
    for (int i = 0; i < count; i++) {
      Object key = graph.readLabelled(input, "key");
      try {
        filled.put(key, graph.readChild(input));
      } catch (RuntimeException | LinkageError e) {
        throw Refused.at(e, "value of " + text(key), null);
      }
    }
    if (filled.size() != count && !(filled instanceof WeakHashMap)) {
      throw new Refused(filled.getClass().getName(), Reason.fewer(filled.size(), count));
    }
  }

  /** Only keys whose text is short and safe to ask for are shown by text. */
  private static String text(@Nullable Object key) {
    if (key instanceof CharSequence || key instanceof Character) {
      String text = key.toString();
      return "key \""
          + (text.length() > KEY_TEXT ? text.substring(0, KEY_TEXT) + "…" : text)
          + "\"";
    }
    if (key == null || key instanceof Integer || key instanceof Long || key instanceof Enum<?>) {
      return "key " + key;
    }
    return "a key (" + TypeNames.brief(key.getClass().getName()) + ")";
  }
}
