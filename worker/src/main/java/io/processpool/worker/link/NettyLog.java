package io.processpool.worker.link;

import io.netty.util.internal.logging.AbstractInternalLogger;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What Netty has to say in a worker: warnings and errors, on standard error, without any logging
 * library. Whatever the program uses would be set up before the first task; the JDK's own looks
 * through every jar of the class path.
 */
@SuppressWarnings("serial") // the parent is serializable, this is never serialized
final class NettyLog extends AbstractInternalLogger {

  private final transient Consumer<String> output;

  NettyLog(String name, Consumer<String> output) {
    super(name);
    this.output = output;
  }

  /**
   * Makes these.
   *
   * @param output takes lines
   */
  static InternalLoggerFactory factory(Consumer<String> output) {
    return new InternalLoggerFactory() {
      @Override
      protected InternalLogger newInstance(String name) {
        return new NettyLog(name, output);
      }
    };
  }

  private void print(String level, String message, @Nullable Throwable thrown) {
    StringBuilder text = new StringBuilder("processpool worker: ").append(level);
    text.append(" of ").append(name()).append(": ").append(message).append('\n');
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      text.append(each).append('\n');
      for (StackTraceElement frame : each.getStackTrace()) {
        text.append("\tat ").append(frame).append('\n');
      }
    }
    output.accept(text.toString());
  }

  /** Each {@code {}} stands for the next argument. */
  static String filled(String format, Object... arguments) {
    StringBuilder text = new StringBuilder(format);
    int from = 0;
    for (Object argument : arguments) {
      int place = text.indexOf("{}", from);
      if (place < 0) {
        break;
      }
      String value = String.valueOf(argument);
      text.replace(place, place + 2, value);
      from = place + value.length();
    }
    return text.toString();
  }

  private static @Nullable Throwable thrownIn(Object... arguments) {
    int last = arguments.length - 1;
    return last >= 0 && arguments[last] instanceof Throwable thrown ? thrown : null;
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public boolean isInfoEnabled() {
    return false;
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  public void trace(String message) {}

  @Override
  public void trace(String format, Object argument) {}

  @Override
  public void trace(String format, Object first, Object second) {}

  @Override
  public void trace(String format, Object... arguments) {}

  @Override
  public void trace(String message, Throwable thrown) {}

  @Override
  public void debug(String message) {}

  @Override
  public void debug(String format, Object argument) {}

  @Override
  public void debug(String format, Object first, Object second) {}

  @Override
  public void debug(String format, Object... arguments) {}

  @Override
  public void debug(String message, Throwable thrown) {}

  @Override
  public void info(String message) {}

  @Override
  public void info(String format, Object argument) {}

  @Override
  public void info(String format, Object first, Object second) {}

  @Override
  public void info(String format, Object... arguments) {}

  @Override
  public void info(String message, Throwable thrown) {}

  @Override
  public void warn(String message) {
    print("warn", message, null);
  }

  @Override
  public void warn(String format, Object argument) {
    print("warn", filled(format, argument), thrownIn(argument));
  }

  @Override
  public void warn(String format, Object first, Object second) {
    print("warn", filled(format, first, second), thrownIn(second));
  }

  @Override
  public void warn(String format, Object... arguments) {
    print("warn", filled(format, arguments), thrownIn(arguments));
  }

  @Override
  public void warn(String message, Throwable thrown) {
    print("warn", message, thrown);
  }

  @Override
  public void error(String message) {
    print("error", message, null);
  }

  @Override
  public void error(String format, Object argument) {
    print("error", filled(format, argument), thrownIn(argument));
  }

  @Override
  public void error(String format, Object first, Object second) {
    print("error", filled(format, first, second), thrownIn(second));
  }

  @Override
  public void error(String format, Object... arguments) {
    print("error", filled(format, arguments), thrownIn(arguments));
  }

  @Override
  public void error(String message, Throwable thrown) {
    print("error", message, thrown);
  }
}
