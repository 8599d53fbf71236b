package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Serializer;
import io.processpool.task.Shared;
import java.io.Serializable;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * How objects of one class cross. Depends on nothing but the class, so both sides choose alike.
 *
 * @param type the class that is named: of an enum constant with a body, the enum
 * @param serializer stateless or thread-safe, shared by all encoders and decoders
 * @param fixedId a {@link Fixed} id, or 0 if the class goes into the table of names
 */
record Choice(Class<?> type, Serializer<?> serializer, int fixedId) {

  private static final ClassValue<Choice> CHOICES =
      new ClassValue<>() {
        @Override
        protected Choice computeValue(Class<?> type) {
          return choose(type);
        }
      };

  /** Refuses classes whose objects cannot cross; asks the JVM about a class once. */
  static Choice of(Class<?> type) {
    return CHOICES.get(type);
  }

  private static Choice choose(Class<?> type) {
    Fixed fixed = Fixed.ofClass(type);
    if (fixed != null) {
      return fixed.choice();
    }
    if (Enum.class.isAssignableFrom(type) && type != Enum.class) {
      Class<?> owner = type.isEnum() ? type : type.getSuperclass();
      return named(owner, new EnumNames(owner));
    }
    Class<?> component = type.getComponentType();
    if (component != null) {
      return named(type, new ArrayElements(component));
    }
    fixed = family(type);
    if (fixed != null) {
      return fixed.choice();
    }
    String live = LiveResources.heldBy(type);
    if (live != null) {
      throw new Refused(type.getName(), Reason.liveResource(live));
    }
    return isOfJdk(type) ? jdkClass(type) : userClass(type);
  }

  /** Abstract types, most of the JDK, whose implementations are private; and results. */
  private static @Nullable Fixed family(Class<?> type) {
    if (Shared.class.isAssignableFrom(type)) {
      return Fixed.SHARED;
    }
    if (type == PagedList.class) {
      return Fixed.ARRAY_LIST;
    }
    if (!isOfJdk(type) && !Path.class.isAssignableFrom(type)) {
      return null;
    }
    if (Path.class.isAssignableFrom(type)) {
      return Fixed.PATH;
    }
    if (ByteBuffer.class.isAssignableFrom(type)) {
      return Fixed.BYTE_BUFFER;
    }
    if (Charset.class.isAssignableFrom(type)) {
      return Fixed.CHARSET;
    }
    if (ZoneId.class.isAssignableFrom(type)) {
      return Fixed.ZONE_ID;
    }
    if (EnumSet.class.isAssignableFrom(type)) {
      return Fixed.ENUM_SET;
    }
    return Views.kindOf(type);
  }

  private static Choice jdkClass(Class<?> type) {
    if (!Serializable.class.isAssignableFrom(type)) {
      throw new Refused(
          type.getName(),
          Lambdas.isLambda(type) ? Reason.plainLambda(type) : Reason.jdkClass(type));
    }
    return named(type, JavaSerialization.NESTED);
  }

  private static Choice userClass(Class<?> type) {
    boolean serializable = Serializable.class.isAssignableFrom(type);
    if (Lambdas.isLambda(type)) {
      if (!serializable) {
        throw new Refused(type.getName(), Reason.plainLambda(type));
      }
      return Fixed.LAMBDA.choice();
    }
    if (type.isHidden()) {
      throw new Refused(type.getName(), Reason.generatedClass("object of a hidden class"));
    }
    if (Proxy.isProxyClass(type)) {
      throw new Refused(type.getName(), Reason.generatedClass("dynamic proxy"));
    }
    if (serializable && Hooks.declaredBy(type)) {
      return named(type, JavaSerialization.NESTED);
    }
    try {
      return named(type, type.isRecord() ? new RecordParts(type) : ObjectFields.of(type));
    } catch (InaccessibleObjectException e) {
      if (serializable) {
        return named(type, JavaSerialization.NESTED);
      }
      throw new Refused(type.getName(), Reason.closedModule(type), e);
    }
  }

  private static Choice named(Class<?> type, Serializer<?> serializer) {
    return new Choice(type, serializer, 0);
  }

  static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }
}
