package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A plain object: its fields, those of its parents first, without static and transient ones. Of
 * each class what refers to nothing comes first: an object that is met again inside itself, and put
 * into a set there, is mostly hashed by its numbers and texts.
 */
final class ObjectFields extends Serializer<Object> {

  private static final Comparator<Field> ORDER =
      Comparator.comparing(ObjectFields::refers).thenComparing(Field::getName);

  private final Slot[] slots;
  private final Instances instances;

  private ObjectFields(Class<?> type, List<Slot> slots) {
    this.slots = slots.toArray(Slot[]::new);
    this.instances = new Instances(type);
  }

  /** Chooses Java serialization where the fields of a parent in the JDK are closed. */
  static Serializer<Object> of(Class<?> type) {
    List<Slot> slots = new ArrayList<>();
    List<Class<?>> line = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      line.add(0, c);
    }
    for (Class<?> c : line) {
      Field[] fields = c.getDeclaredFields();
      // The JVM promises no order; both sides need the same.
      Arrays.sort(fields, ORDER);
      for (Field field : fields) {
        if (!Modifier.isStatic(field.getModifiers())
            && !Modifier.isTransient(field.getModifiers())) {
          if (Choice.isOfJdk(c)) {
            return closedParent(type, c);
          }
          slots.add(new Slot(field, "field " + field.getName()));
        }
      }
    }
    return new ObjectFields(type, slots);
  }

  private static boolean refers(Field field) {
    Class<?> type = field.getType();
    return !type.isPrimitive() && !type.isEnum() && !Fixed.isScalar(type);
  }

  private static Serializer<Object> closedParent(Class<?> type, Class<?> parent) {
    if (Serializable.class.isAssignableFrom(type)) {
      return JavaSerialization.NESTED;
    }
    throw new Refused(type.getName(), Reason.jdkParent(type, parent));
  }

  @Override
  public void write(Kryo kryo, Output output, Object value) {
    for (Slot slot : slots) {
      slot.write((PayloadKryo) kryo, output, value);
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    Object value = instances.create();
    // Before the fields: they may refer back to it.
    kryo.reference(value);
    for (Slot slot : slots) {
      slot.fill((PayloadKryo) kryo, input, value);
    }
    return value;
  }
}
