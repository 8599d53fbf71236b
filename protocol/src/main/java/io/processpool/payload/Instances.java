package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.objenesis.instantiator.ObjectInstantiator;
import com.esotericsoftware.kryo.kryo5.objenesis.strategy.StdInstantiatorStrategy;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Makes empty objects of one class: by the constructor without parameters, so that transient fields
 * have their initial values, else without any constructor.
 */
final class Instances {

  private final Class<?> type;
  private final @Nullable Constructor<?> constructor;
  private final @Nullable ObjectInstantiator<?> without;

  Instances(Class<?> type) {
    this.type = type;
    this.constructor = constructor(type);
    this.without =
        constructor == null && !Modifier.isAbstract(type.getModifiers())
            ? new StdInstantiatorStrategy().newInstantiatorOf(type)
            : null;
  }

  private static @Nullable Constructor<?> constructor(Class<?> type) {
    if (Modifier.isAbstract(type.getModifiers())) {
      return null;
    }
    try {
      Constructor<?> found = type.getDeclaredConstructor();
      found.setAccessible(true);
      return found;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  Object create() {
    try {
      if (constructor != null) {
        return constructor.newInstance();
      }
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new Refused(type.getName(), Reason.failed(cause), cause);
    } catch (ReflectiveOperationException e) {
      throw new Refused(type.getName(), Reason.failed(e), e);
    }
    if (without == null) {
      throw new Refused(type.getName(), Reason.damaged(type.getName() + " is abstract"));
    }
    return without.newInstance();
  }
}
