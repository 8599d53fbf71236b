package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.ClassResolver;
import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * A class resolver that only writes or only reads. A class is a number: 0 for {@code null}, then
 * the {@link Fixed} ids, then positions in the block's table of names. Kryo's own registrations are
 * ignored.
 */
@SuppressWarnings("rawtypes")
interface OneWayClasses extends ClassResolver {

  @Override
  default void setKryo(Kryo kryo) {}

  @Override
  default Registration register(Registration registration) {
    return registration;
  }

  @Override
  default @Nullable Registration unregister(int classId) {
    return null;
  }

  @Override
  default Registration registerImplicit(Class type) {
    throw new IllegalStateException("class " + type.getName() + " was not met on the way");
  }

  @Override
  default @Nullable Registration getRegistration(Class type) {
    return null;
  }

  @Override
  default @Nullable Registration getRegistration(int classId) {
    return null;
  }

  @Override
  default @Nullable Registration writeClass(Output output, @Nullable Class type) {
    throw new IllegalStateException("this side only reads");
  }

  @Override
  default @Nullable Registration readClass(Input input) {
    throw new IllegalStateException("this side only writes");
  }

  @Override
  default void reset() {}
}
