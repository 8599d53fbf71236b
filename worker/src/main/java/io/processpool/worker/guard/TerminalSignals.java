package io.processpool.worker.guard;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Makes the worker deaf to Ctrl-C and to the end of the terminal, which are sent to the whole
 * group: the coordinator decides what becomes of the workers. By reflection, because the compiler
 * warns of {@code sun.misc.Signal} in a way that cannot be silenced; a JVM without it just keeps
 * its default.
 */
public final class TerminalSignals {

  private TerminalSignals() {}

  /** Ignores INT and HUP; children the task starts get the default back when they begin. */
  public static void ignore() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler nothing =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> "ignore";
                default -> null;
              };
      Object ignore =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, nothing);
      for (String name : List.of("INT", "HUP")) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), ignore);
      }
    } catch (ReflectiveOperationException e) {
      System.err.println("processpool worker cannot ignore INT and HUP: " + e);
    }
  }
}
