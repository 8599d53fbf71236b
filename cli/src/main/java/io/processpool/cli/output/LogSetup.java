package io.processpool.cli.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.processpool.cli.options.LogFormat;
import io.processpool.cli.options.LogLevel;
import io.processpool.cli.progress.LogNotices;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;

/** Sets Logback up as the options say. */
public final class LogSetup {

  private LogSetup() {}

  /**
   * Replaces what was set up before.
   *
   * @param format text or JSON; key-value pairs are shown in both, in JSON as fields
   * @param level from which level on
   * @param traces whether stack traces are shown
   * @param stream where every event goes, in one write
   */
  public static void configure(
      LogFormat format, LogLevel level, boolean traces, OutputStream stream) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Encoder<ILoggingEvent> encoder =
        format == LogFormat.JSON ? jsonEncoder(context, traces) : textEncoder(context, traces);
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.valueOf(level.name()));
    root.addAppender(appender(context, encoder, stream));
    if (level != LogLevel.TRACE) {
      atLeastInfo(context.getLogger("io.netty"), root.getLevel());
    }
    // What the program itself has to say is no log, even where it travels as one.
    context.getLogger(LogNotices.LOGGER).setLevel(Level.INFO);
  }

  /**
   * Leaves out of the log what the command shows as notices; from DEBUG on it is there all the
   * same. After {@link #configure}.
   *
   * @param logger the name of who logs it at INFO
   */
  public static void leaveOut(String logger) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    if (context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getLevel() == Level.INFO) {
      context.getLogger(logger).setLevel(Level.WARN);
    }
  }

  static Encoder<ILoggingEvent> textEncoder(LoggerContext context, boolean traces) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern(
        "%d{HH:mm:ss.SSS} %-5level %logger - %msg%replace( %kvp{NONE}){'^ $', ''}%n"
            + (traces ? "%ex" : "%nopex"));
    encoder.start();
    return encoder;
  }

  private static Appender<ILoggingEvent> appender(
      LoggerContext context, Encoder<ILoggingEvent> encoder, OutputStream stream) {
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setEncoder(encoder);
    appender.setOutputStream(stream);
    appender.start();
    return appender;
  }

  private static Encoder<ILoggingEvent> jsonEncoder(LoggerContext context, boolean traces) {
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.getFieldNames().setVersion("[ignore]");
    encoder.getFieldNames().setLevelValue("[ignore]");
    if (!traces) {
      encoder.getFieldNames().setStackTrace("[ignore]");
    }
    encoder.start();
    return encoder;
  }

  private static void atLeastInfo(Logger logger, Level root) {
    logger.setLevel(root.isGreaterOrEqual(Level.INFO) ? root : Level.INFO);
  }
}
