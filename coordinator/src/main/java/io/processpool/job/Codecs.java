package io.processpool.job;

import io.processpool.payload.BlockDecoder;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.RoundTrip;
import io.processpool.payload.UnsendableException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lends coders to the threads that need one for a moment; making one is costly. Thread-safe. */
public final class Codecs {

  private static final int KEPT = 16;

  private final PayloadSettings settings;
  private final PayloadSettings preflight;
  private final PayloadSettings answers;
  private final Queue<BlockEncoder> encoders = new ArrayBlockingQueue<>(KEPT);
  private final Queue<BlockDecoder> decoders = new ArrayBlockingQueue<>(KEPT);
  private final Queue<RoundTrip> trips = new ArrayBlockingQueue<>(KEPT);

  /**
   * Coders of a pool.
   *
   * @param settings how values are written here
   * @param preflight how a worker will read them, as far as that can be tried here
   * @param answers how what workers send is read here
   */
  public Codecs(PayloadSettings settings, PayloadSettings preflight, PayloadSettings answers) {
    this.settings = settings;
    this.preflight = preflight;
    this.answers = answers;
  }

  /** How a worker will read what is sent. */
  public PayloadSettings preflight() {
    return preflight;
  }

  /**
   * Finds out whether a value survives the way to a worker. Runs the user's code.
   *
   * @throws UnsendableException if it does not
   */
  public void check(@Nullable Object value) throws UnsendableException {
    RoundTrip lent = trips.poll();
    RoundTrip trip = lent == null ? new RoundTrip(preflight) : lent;
    trip.check(value); // one that threw is not lent again
    trips.offer(trip); // unless there are many
  }

  /** Uses an encoder that holds nothing, and must be left so. */
  public <R> R encode(Function<BlockEncoder, R> use) {
    BlockEncoder lent = encoders.poll();
    BlockEncoder encoder = lent == null ? new BlockEncoder(settings) : lent;
    R result = use.apply(encoder); // one that threw is not lent again
    encoders.offer(encoder); // unless there are many
    return result;
  }

  /** A decoder, to be given back. */
  public BlockDecoder borrowDecoder() {
    @Nullable BlockDecoder lent = decoders.poll();
    return lent == null ? new BlockDecoder(answers) : lent;
  }

  /** Takes a decoder back. */
  public void giveBack(BlockDecoder decoder) {
    decoders.offer(decoder); // unless there are many
  }
}
