package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;

/** Writes a value that contains no other objects. */
final class Leaf<T> extends Serializer<T> {

  /** Puts a value into the buffer. */
  @FunctionalInterface
  interface Put<T> {
    void to(PayloadOutput output, T value);
  }

  /** Takes a value from the buffer. */
  @FunctionalInterface
  interface Take<T> {
    T from(PayloadInput input);
  }

  private final Put<? super T> put;
  private final Take<? extends T> take;

  Leaf(Put<? super T> put, Take<? extends T> take) {
    this.put = put;
    this.take = take;
  }

  @Override
  public void write(Kryo kryo, Output output, T value) {
    put.to((PayloadOutput) output, value);
  }

  @Override
  public T read(Kryo kryo, Input input, Class<? extends T> type) {
    return take.from((PayloadInput) input);
  }
}
