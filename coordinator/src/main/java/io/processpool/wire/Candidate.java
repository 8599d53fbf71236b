package io.processpool.wire;

import io.processpool.backend.WorkerRef;
import io.processpool.message.Welcome;
import java.util.concurrent.atomic.AtomicBoolean;

/** A worker that was started and is expected to connect, once. Thread-safe. */
public final class Candidate {

  private final WorkerRef worker;
  private final byte[] token;
  private final Welcome welcome;
  private final WorkerEvents events;
  private final AtomicBoolean admitted = new AtomicBoolean();
  private volatile boolean dismissed;

  /**
   * A worker that has not connected yet.
   *
   * @param worker who it is; its process must be the one that connects
   * @param token its secret
   * @param welcome what it is told when it has proven that
   * @param events told what it says
   */
  public Candidate(WorkerRef worker, byte[] token, Welcome welcome, WorkerEvents events) {
    this.worker = worker;
    this.token = token.clone();
    this.welcome = welcome;
    this.events = events;
  }

  WorkerRef worker() {
    return worker;
  }

  byte[] token() {
    return token;
  }

  Welcome welcome() {
    return welcome;
  }

  WorkerEvents events() {
    return events;
  }

  /** Whether this is the first connection that has proven to be this worker. */
  boolean admit() {
    return admitted.compareAndSet(false, true);
  }

  /** It is not wanted any more, and may not know it yet. */
  public void dismiss() {
    dismissed = true;
  }

  boolean isDismissed() {
    return dismissed;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Candidate[" + worker + "]";
  }
}
