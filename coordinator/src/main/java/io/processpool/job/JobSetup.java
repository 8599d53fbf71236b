package io.processpool.job;

import io.processpool.api.JobOptions;
import io.processpool.backend.ChunkBackend;
import io.processpool.backend.JobSpec;
import io.processpool.bulk.BulkFolder;
import io.processpool.chunk.ItemSource;
import io.processpool.concurrent.SpinWait;
import io.processpool.concurrent.Ticker;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a job is made of.
 *
 * @param pool the pool's name
 * @param options the user's wishes
 * @param spec number and function
 * @param source the input
 * @param delivery how answers come and where items go
 * @param events told what the job does
 * @param services what all jobs of a pool share
 * @param <T> the items
 */
public record JobSetup<T extends @Nullable Object>(
    String pool,
    JobOptions options,
    JobSpec spec,
    ItemSource<T> source,
    Delivery delivery,
    JobEvents events,
    Services services) {

  /** How answers come and where items go. */
  public enum Delivery {
    /** In input order. */
    ORDERED,
    /** As they come. */
    UNORDERED,
    /** As they come; item i runs on worker i. */
    EACH_WORKER
  }

  /**
   * What all jobs of a pool share.
   *
   * @param backend runs the chunks
   * @param codecs lends coders
   * @param ticker the clock
   * @param timer runs something later
   * @param callbacks runs the user's code
   * @param judge asks about failed items, there
   * @param bulk where large arguments lie beside the sockets; empty if they travel with the others
   * @param spin how a consumer waits for a moment
   */
  public record Services(
      ChunkBackend backend,
      Codecs codecs,
      Ticker ticker,
      JobTimer timer,
      Executor callbacks,
      RetryJudge judge,
      Optional<BulkFolder> bulk,
      SpinWait spin) {}

  /** The job's id in logs and reports. */
  public String id() {
    return "j" + spec.job();
  }

  /** The job's name in logs and errors. */
  public String name() {
    return options.label().isEmpty() ? id() : id() + " (" + options.label() + ")";
  }
}
