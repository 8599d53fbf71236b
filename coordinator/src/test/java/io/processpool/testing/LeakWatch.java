package io.processpool.testing;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes what Netty says of buffers that were not given back, here and in the workers' output. */
public final class LeakWatch extends AppenderBase<ILoggingEvent> {

  private static final String LEAK = "LEAK: ";
  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  @Override
  protected void append(ILoggingEvent event) {
    String line = event.getFormattedMessage();
    if (line.contains(LEAK)) {
      LEAKS.add(line);
    }
  }

  /** What was noted since the last time. */
  static List<String> take() {
    List<String> taken = List.copyOf(LEAKS);
    LEAKS.removeAll(taken);
    return taken;
  }
}
