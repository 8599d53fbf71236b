package io.processpool.cli.stop;

import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.options.OnFailure;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * HUP, INT and TERM: the first asks for an end, the second ends the JVM at once; the workers
 * follow, because their standard input ends.
 *
 * <p>The JDK's only way to hear a signal is an unsupported class that the compiler warns about, so
 * it is reached by name; where it is not there, signals end the JVM as they always do.
 */
public final class Signals {

  private static final Map<String, ExitStatus> HEARD =
      Map.of(
          "HUP", ExitStatus.HANGUP, "INT", ExitStatus.INTERRUPTED, "TERM", ExitStatus.TERMINATED);

  private final StopRequest stop;
  private final AtomicBoolean heardBefore = new AtomicBoolean();

  /**
   * Not listening yet.
   *
   * @param stop told about the first signal
   */
  public Signals(StopRequest stop) {
    this.stop = stop;
  }

  /** Listens from now on. */
  public void listen() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      for (Map.Entry<String, ExitStatus> entry : HEARD.entrySet()) {
        Object proxy =
            Proxy.newProxyInstance(
                Signals.class.getClassLoader(),
                new Class<?>[] {handler},
                (self, method, arguments) -> answer(self, method, arguments, entry.getValue()));
        handle.invoke(null, signal.getConstructor(String.class).newInstance(entry.getKey()), proxy);
      }
    } catch (ReflectiveOperationException e) {
      // Signals keep their default effect; the workers end with this process either way.
      return;
    }
  }

  private @org.jspecify.annotations.Nullable Object answer(
      Object self,
      Method method,
      Object @org.jspecify.annotations.Nullable [] arguments,
      ExitStatus status) {
    switch (method.getName()) {
      case "handle" -> received(status);
      case "equals" -> {
        return arguments != null && self == arguments[0];
      }
      case "hashCode" -> {
        return System.identityHashCode(self);
      }
      default -> {
        return "Signals";
      }
    }
    return null;
  }

  private void received(ExitStatus status) {
    if (heardBefore.getAndSet(true)) {
      System.err.println("interrupted again: ended at once, running work is lost");
      Runtime.getRuntime().halt(status.code());
    }
    stop.request(OnFailure.SOON, status);
  }
}
