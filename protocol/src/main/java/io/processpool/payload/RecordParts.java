package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** A record: its components in order, rebuilt by the canonical constructor, checks included. */
final class RecordParts extends Serializer<Object> {

  private final Slot[] slots;
  private final Constructor<?> canonical;

  // The fields, as in Java serialization: an accessor may be overridden to return something else.
  RecordParts(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] parameters = new Class<?>[components.length];
    slots = new Slot[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        parameters[i] = components[i].getType();
        Field field = type.getDeclaredField(components[i].getName());
        slots[i] = new Slot(field, "component " + field.getName());
      }
      canonical = type.getDeclaredConstructor(parameters);
    } catch (NoSuchFieldException | NoSuchMethodException e) {
      throw new Refused(type.getName(), Reason.failed(e), e);
    }
    canonical.setAccessible(true);
  }

  @Override
  public void write(Kryo kryo, Output output, Object value) {
    for (Slot slot : slots) {
      slot.write((PayloadKryo) kryo, output, value);
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    @Nullable Object[] arguments = new @Nullable Object[slots.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = slots[i].read((PayloadKryo) kryo, input);
    }
    try {
      return canonical.newInstance(arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new Refused(type.getName(), Reason.failed(cause), cause);
    } catch (ReflectiveOperationException e) {
      throw new Refused(type.getName(), Reason.failed(e), e);
    }
  }
}
