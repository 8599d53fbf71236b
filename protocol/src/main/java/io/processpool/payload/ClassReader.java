package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.io.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reading side's classes: finds those of the block's table, each once. */
final class ClassReader implements OneWayClasses {

  // A peer that sends ever new names must not make the cache grow without end.
  private static final int NAMES_KEPT = 10_000;

  private final ClassAccess access;
  private final Map<String, Class<?>> classes = new HashMap<>();
  private List<String> names = List.of();
  private @Nullable Registration[] registrations = {};

  ClassReader(PayloadSettings settings) {
    this.access = new ClassAccess(settings);
  }

  /** Reads the next values with this table. */
  void use(List<String> table) {
    if (table != names) {
      names = table;
      registrations = new Registration[table.size()];
    }
    if (classes.size() > NAMES_KEPT) {
      classes.clear();
    }
  }

  @Override
  public @Nullable Registration readClass(Input input) {
    int id = input.readVarInt(true);
    if (id == 0) {
      return null;
    }
    if (id > 0 && id <= Fixed.GREATEST_ID) {
      Registration fixed = Fixed.registration(id);
      if (fixed == null) {
        throw new Refused("", Reason.damaged("class id " + id + " is not in use"));
      }
      return fixed;
    }
    return named(id - Fixed.GREATEST_ID - 1);
  }

  private Registration named(int index) {
    checkIndex(index);
    Registration registration = registrations[index];
    if (registration == null) {
      Choice choice = Choice.of(load(names.get(index)));
      registration = new Registration(choice.type(), choice.serializer(), 0);
      registrations[index] = registration;
    }
    return registration;
  }

  /** Reads what {@link ClassWriter#writeName} wrote. */
  Class<?> readName(Input input) {
    int index = input.readVarInt(true);
    checkIndex(index);
    return load(names.get(index));
  }

  private Class<?> load(String name) {
    Class<?> type = classes.get(name);
    if (type == null) {
      type = access.load(name);
      classes.put(name, type);
    }
    return type;
  }

  private void checkIndex(int index) {
    if (index < 0 || index >= registrations.length) {
      throw new Refused(
          "", Reason.damaged("class " + index + " of " + registrations.length + " in the table"));
    }
  }
}
