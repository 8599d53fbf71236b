package io.processpool;

import io.processpool.message.PayloadBlock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Functions that are the same bytes each time: lambdas and method references that capture nothing.
 * So a program that calls one again and again encodes and checks it once. Thread-safe.
 */
final class StatelessFunctions {

  /** A class for each place in the source; a program that makes classes must not fill the heap. */
  private static final int MOST = 256;

  private final Map<Class<?>, PayloadBlock> blocks = new ConcurrentHashMap<>();

  /**
   * The function as a value of a block.
   *
   * @param encode makes it, or throws
   */
  PayloadBlock block(Object function, Function<Object, PayloadBlock> encode) {
    Class<?> type = function.getClass();
    PayloadBlock known = blocks.get(type);
    if (known != null) {
      return known;
    }
    PayloadBlock made = encode.apply(function);
    if (isStateless(type) && blocks.size() < MOST) {
      blocks.put(type, made);
    }
    return made;
  }

  /** What a lambda captures is in fields of its class. */
  private static boolean isStateless(Class<?> type) {
    return type.isHidden()
        && type.getName().contains("$$Lambda")
        && type.getDeclaredFields().length == 0;
  }
}
