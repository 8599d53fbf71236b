package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A constant of an enum, by its name. */
final class EnumNames extends Serializer<Enum<?>> {

  // By the enum class: the class of a constant with a body is an anonymous subclass of it.
  private final Class<?> owner;
  private volatile @Nullable Map<String, Enum<?>> constants;

  EnumNames(Class<?> owner) {
    this.owner = owner;
  }

  @Override
  public void write(Kryo kryo, Output output, Enum<?> value) {
    output.writeString(value.name());
  }

  @Override
  public Enum<?> read(Kryo kryo, Input input, Class<? extends Enum<?>> type) {
    String name = input.readString();
    Enum<?> constant = constants().get(name);
    if (constant == null) {
      throw new Refused(
          owner.getName(), Reason.damaged(owner.getName() + " has no constant " + name));
    }
    return constant;
  }

  // Lazily, because asking for the constants initializes the class.
  private Map<String, Enum<?>> constants() {
    Map<String, Enum<?>> found = constants;
    if (found == null) {
      found = new HashMap<>();
      for (Object constant : owner.getEnumConstants()) {
        found.put(((Enum<?>) constant).name(), (Enum<?>) constant);
      }
      constants = found;
    }
    return found;
  }
}
