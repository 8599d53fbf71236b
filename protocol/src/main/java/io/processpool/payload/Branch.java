package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;

/** Writes a value that contains a few other objects and is built in one step. */
final class Branch<T> extends Serializer<T> {

  /** Puts a value and its children into the buffer. */
  @FunctionalInterface
  interface Put<T> {
    void to(PayloadKryo kryo, PayloadOutput output, T value);
  }

  /** Takes a value and its children from the buffer. */
  @FunctionalInterface
  interface Take<T> {
    T from(PayloadKryo kryo, PayloadInput input);
  }

  private final Put<? super T> put;
  private final Take<? extends T> take;

  Branch(Put<? super T> put, Take<? extends T> take) {
    this.put = put;
    this.take = take;
  }

  @Override
  public void write(Kryo kryo, Output output, T value) {
    put.to((PayloadKryo) kryo, (PayloadOutput) output, value);
  }

  @Override
  public T read(Kryo kryo, Input input, Class<? extends T> type) {
    return take.from((PayloadKryo) kryo, (PayloadInput) input);
  }
}
