package io.processpool.wire;

import io.processpool.backend.WorkerRef;
import io.processpool.message.Welcome;

/**
 * A worker that was started and is expected to connect, once.
 *
 * @param worker who it is; its process must be the one that connects
 * @param token its secret
 * @param welcome what it is told when it has proven that
 * @param events told what it says
 */
public record Candidate(WorkerRef worker, byte[] token, Welcome welcome, WorkerEvents events) {

  @Override
  public String toString() {
    return "Candidate[" + worker + "]";
  }
}
