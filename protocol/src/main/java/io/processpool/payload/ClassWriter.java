package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writing side's classes: decides once per class and keeps the block's table of names. It
 * outlives the Kryo instances of its encoder.
 */
final class ClassWriter implements OneWayClasses {

  /** A name that may be in the table of the current block. */
  private static final class Named {
    final String name;
    int index = -1;

    Named(String name) {
      this.name = name;
    }
  }

  /** How a class is written. */
  private static final class Known extends Registration {
    final int fixedId;
    final @Nullable Named named;

    Known(Choice choice, @Nullable Named named) {
      super(choice.type(), choice.serializer(), 0);
      this.fixedId = choice.fixedId();
      this.named = named;
    }
  }

  private final ClassAccess access;
  private final IdentityHashMap<Class<?>, Known> known = new IdentityHashMap<>();
  private final IdentityHashMap<Class<?>, Named> named = new IdentityHashMap<>();
  private final List<Named> table = new ArrayList<>();
  private @Nullable Class<?> lastType;
  private @Nullable Known last;

  ClassWriter(PayloadSettings settings) {
    this.access = new ClassAccess(settings);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public @Nullable Registration writeClass(Output output, @Nullable Class type) {
    if (type == null) {
      output.writeByte(0);
      return null;
    }
    Known found = type == lastType && last != null ? last : find(type);
    if (found.named == null) {
      output.writeVarInt(found.fixedId, true);
    } else {
      output.writeVarInt(Fixed.GREATEST_ID + 1 + indexOf(found.named), true);
    }
    return found;
  }

  private Known find(Class<?> type) {
    Known found = known.get(type);
    if (found == null) {
      Choice choice = Choice.of(type);
      found = new Known(choice, choice.fixedId() == 0 ? name(choice.type()) : null);
      known.put(type, found);
    }
    lastType = type;
    last = found;
    return found;
  }

  /** Writes a class that is itself the value, or the owner of a lambda. */
  void writeName(Output output, Class<?> type) {
    output.writeVarInt(indexOf(name(type)), true);
  }

  private Named name(Class<?> type) {
    Named name = named.get(type);
    if (name == null) {
      access.checkWritable(type);
      name = new Named(type.getName());
      named.put(type, name);
    }
    return name;
  }

  private int indexOf(Named name) {
    if (name.index < 0) {
      name.index = table.size();
      table.add(name);
    }
    return name.index;
  }

  int tableSize() {
    return table.size();
  }

  /**
   * Forgets the names that were added after the table had this size. Looks at all names, not only
   * those in the table: a stack overflow may have struck between giving an index and adding.
   */
  void truncate(int size) {
    table.subList(size, table.size()).clear();
    for (Named name : named.values()) {
      if (name.index >= size) {
        name.index = -1;
      }
    }
  }

  List<String> names() {
    String[] names = new String[table.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = table.get(i).name;
    }
    return List.of(names);
  }
}
