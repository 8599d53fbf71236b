package io.processpool.conformance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What this JVM says aloud while this is open: warnings, errors, and what threads die of. */
final class Noise extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private volatile String expected = "";
  private volatile @Nullable Action whenExpected;
  private final @Nullable UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();

  static Noise listen() {
    Noise noise = new Noise();
    noise.setContext(noise.root.getLoggerContext());
    noise.start();
    noise.root.addAppender(noise);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) -> noise.heard.add(thread.getName() + " died of " + error));
    return noise;
  }

  /** What a test does while something is said. */
  interface Action {
    void run() throws Exception;
  }

  /** Does something when that is said, before who says it goes on. */
  void on(String words, Action action) {
    expected = words;
    whenExpected = action;
  }

  private void act(String line) {
    Action action = whenExpected;
    if (action != null && line.contains(expected)) {
      whenExpected = null;
      try {
        action.run();
      } catch (Exception e) {
        heard.add("what a test did failed: " + e);
      }
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    act(event.getFormattedMessage());
    boolean workerSpoke = event.getLoggerName().equals("io.processpool.worker.out");
    if (workerSpoke || event.getLevel().isGreaterOrEqual(Level.WARN)) {
      heard.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage());
    }
  }

  List<String> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void close() {
    root.detachAppender(this);
    Thread.setDefaultUncaughtExceptionHandler(before);
  }
}
