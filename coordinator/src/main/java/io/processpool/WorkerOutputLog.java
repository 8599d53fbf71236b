package io.processpool;

import io.processpool.process.OutputSink;
import io.processpool.process.StdStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what workers print, labelled, on {@code io.processpool.worker.out} and {@code .err}. */
record WorkerOutputLog(String pool) implements OutputSink {

  private static final Logger OUT = LoggerFactory.getLogger("io.processpool.worker.out");
  private static final Logger ERR = LoggerFactory.getLogger("io.processpool.worker.err");

  @Override
  public void line(int workerNumber, StdStream stream, String line) {
    Logger log = stream == StdStream.OUT ? OUT : ERR;
    log.info("{}/w{}: {}", pool, workerNumber, line);
  }
}
