package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Array;

/** An array of references; arrays of arrays are arrays whose elements are arrays. */
final class ArrayElements extends Serializer<Object[]> {

  private final Class<?> component;

  ArrayElements(Class<?> component) {
    this.component = component;
  }

  @Override
  public void write(Kryo kryo, Output output, Object[] array) {
    ((PayloadKryo) kryo).writeArray(output, array);
  }

  @Override
  public Object[] read(Kryo kryo, Input input, Class<? extends Object[]> type) {
    Object[] array = (Object[]) Array.newInstance(component, ((PayloadInput) input).readCount(1));
    kryo.reference(array);
    ((PayloadKryo) kryo).readAll(input, array);
    return array;
  }
}
