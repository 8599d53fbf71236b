package io.processpool.cli.stop;

import io.processpool.cli.options.ExitStatus;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * HUP, INT and TERM. The first INT lets what runs go on to its end, the first TERM or HUP does not;
 * the second of any kind kills the workers, the third ends the JVM wherever it is. Workers that are
 * left then follow, because their standard input ends.
 *
 * <p>The JDK's only way to hear a signal is an unsupported class that the compiler warns about, so
 * it is reached by name; where it is not there, signals end the JVM as they always do.
 */
public final class Signals {

  private static final Map<String, ExitStatus> HEARD =
      Map.of(
          "HUP", ExitStatus.HANGUP, "INT", ExitStatus.INTERRUPTED, "TERM", ExitStatus.TERMINATED);

  /** After the workers were killed the program has this long for its last words. */
  private static final long LAST_WORDS_SECONDS = 3;

  private final StopRequest stop;
  private final AtomicInteger heard = new AtomicInteger();

  /**
   * Not listening yet.
   *
   * @param stop told about the signals
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
    switch (heard.incrementAndGet()) {
      case 1 -> stop.request(status == ExitStatus.INTERRUPTED ? Urgency.SOON : Urgency.NOW, status);
      case 2 -> {
        CompletableFuture.delayedExecutor(LAST_WORDS_SECONDS, TimeUnit.SECONDS)
            .execute(() -> halt(status));
        stop.request(Urgency.AT_ONCE, status);
      }
      default -> halt(status);
    }
  }

  private void halt(ExitStatus status) {
    Runtime.getRuntime().halt(stop.reason().orElse(status).code());
  }
}
