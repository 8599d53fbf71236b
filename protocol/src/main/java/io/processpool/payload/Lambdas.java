package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Serializable lambdas and method references: the class has a private {@code writeReplace} that
 * gives a {@link SerializedLambda}, whose parts are all public, and the class that the lambda was
 * written in has a private {@code $deserializeLambda$} that rebuilds it. Both are the user's, so no
 * package of the JDK has to be opened.
 */
final class Lambdas extends Serializer<Object> {

  /** The number of {@link Fixed#LAMBDA}. */
  static final int FIXED_ID = 37;

  static final Lambdas CARRIER = new Lambdas();

  /** How Kryo marks an object that the value has not met before. */
  private static final int NEW_OBJECT = Kryo.NOT_NULL;

  private static final ClassValue<Method> WRITE_REPLACE =
      new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> type) {
          return accessible(type, "writeReplace");
        }
      };

  private static final ClassValue<Method> REBUILD =
      new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> type) {
          return accessible(type, "$deserializeLambda$", SerializedLambda.class);
        }
      };

  private Lambdas() {}

  /** Whether the class was made by the JVM for a lambda or method reference. */
  static boolean isLambda(Class<?> type) {
    return type.isSynthetic() && type.getName().contains("$$Lambda");
  }

  @Override
  public void write(Kryo kryo, Output output, Object lambda) {
    SerializedLambda parts = parts(lambda);
    writeNames((PayloadOutput) output, (ClassWriter) kryo.getClassResolver(), lambda, parts);
    output.writeVarInt(parts.getCapturedArgCount(), true);
    for (int i = 0; i < parts.getCapturedArgCount(); i++) {
      ((PayloadKryo) kryo).writeLabelled(output, "captured arg " + i, parts.getCapturedArg(i));
    }
  }

  /**
   * Writes one that captures nothing, without Kryo: what most functions are. The bytes are the
   * same.
   *
   * @return whether it is one
   */
  static boolean writePlain(PayloadOutput out, ClassWriter classes, @Nullable Object value) {
    if (value == null
        || !isLambda(value.getClass())
        || Choice.of(value.getClass()).fixedId() != FIXED_ID) {
      return false;
    }
    SerializedLambda parts = parts(value);
    if (parts.getCapturedArgCount() > 0) {
      return false;
    }
    out.writeByte(FIXED_ID);
    out.writeByte(NEW_OBJECT);
    writeNames(out, classes, value, parts);
    out.writeByte(0);
    return true;
  }

  private static void writeNames(
      PayloadOutput out, ClassWriter classes, Object lambda, SerializedLambda parts) {
    String capturing = parts.getCapturingClass().replace('/', '.');
    classes.writeName(out, capturingClass(lambda.getClass(), capturing));
    out.writeString(parts.getFunctionalInterfaceClass());
    out.writeString(parts.getFunctionalInterfaceMethodName());
    out.writeString(parts.getFunctionalInterfaceMethodSignature());
    out.writeVarInt(parts.getImplMethodKind(), true);
    out.writeString(parts.getImplClass());
    out.writeString(parts.getImplMethodName());
    out.writeString(parts.getImplMethodSignature());
    out.writeString(parts.getInstantiatedMethodType());
  }

  @Override
  public @Nullable Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    return read((PayloadInput) input, (ClassReader) kryo.getClassResolver(), (PayloadKryo) kryo);
  }

  /** Whether a lambda comes next. */
  static boolean isAhead(PayloadInput in) {
    return in.isAt(FIXED_ID, NEW_OBJECT);
  }

  /**
   * Reads what {@link #writePlain} wrote.
   *
   * @return {@code null} if it captured something; a part was read then
   */
  static @Nullable Object readPlain(PayloadInput in, ClassReader classes) {
    in.skip(2);
    return read(in, classes, null);
  }

  /** Null if something was captured and there is no Kryo to read it with. */
  private static @Nullable Object read(
      PayloadInput in, ClassReader classes, @Nullable PayloadKryo kryo) {
    Class<?> capturing = classes.readName(in);
    String interfaceName = in.readString();
    String methodName = in.readString();
    String methodSignature = in.readString();
    int kind = in.readVarInt(true);
    String implClass = in.readString();
    String implMethod = in.readString();
    String implSignature = in.readString();
    String instantiated = in.readString();
    @Nullable Object[] captured = new @Nullable Object[in.readCount(1)];
    for (int i = 0; i < captured.length; i++) {
      if (kryo == null) {
        return null;
      }
      captured[i] = kryo.readLabelled(in, "captured arg " + i);
    }
    return rebuild(
        capturing,
        new SerializedLambda(
            capturing,
            interfaceName,
            methodName,
            methodSignature,
            kind,
            implClass,
            implMethod,
            implSignature,
            instantiated,
            captured));
  }

  private static SerializedLambda parts(Object lambda) {
    try {
      return (SerializedLambda) WRITE_REPLACE.get(lambda.getClass()).invoke(lambda);
    } catch (IllegalAccessException | InvocationTargetException | ClassCastException e) {
      throw new Refused(lambda.getClass().getName(), Reason.failed(e), e);
    }
  }

  // The hidden class of a lambda is a nest mate of the class it was written in and has its loader.
  private static Class<?> capturingClass(Class<?> lambda, String name) {
    try {
      return Class.forName(name, false, lambda.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new Refused(
          name,
          Reason.generatedClass("lambda of class " + name + ", which has no name to find it by"),
          e);
    }
  }

  private static Object rebuild(Class<?> capturing, SerializedLambda parts) {
    try {
      Object lambda = REBUILD.get(capturing).invoke(null, parts);
      if (lambda == null) {
        throw new Refused(capturing.getName(), Reason.wrongLambda(capturing.getName()));
      }
      return lambda;
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      boolean unknown = isInvalidLambda(cause);
      throw new Refused(
          capturing.getName(),
          unknown ? Reason.wrongLambda(capturing.getName()) : Reason.failed(cause),
          cause);
    } catch (IllegalAccessException e) {
      throw new Refused(capturing.getName(), Reason.failed(e), e);
    }
  }

  // What javac's generated method throws when no lambda of the class matches.
  private static boolean isInvalidLambda(Throwable cause) {
    String text = Thrown.messageOf(cause);
    return cause instanceof IllegalArgumentException
        && text != null
        && text.toLowerCase(Locale.ROOT).contains("invalid lambda");
  }

  private static Method accessible(Class<?> type, String name, Class<?>... parameters) {
    try {
      Method method = type.getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new Refused(type.getName(), Reason.wrongLambda(type.getName()), e);
    } catch (InaccessibleObjectException e) {
      throw new Refused(type.getName(), Reason.closedModule(type), e);
    }
  }
}
