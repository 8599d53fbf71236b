package io.processpool.job;

import io.processpool.payload.BlockDecoder;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.RoundTrip;
import io.processpool.payload.UnsendableException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lends coders to the threads that need one for a moment; making one is costly. Thread-safe. */
public final class Codecs {

  private final PayloadSettings preflight;
  private final Lender<BlockEncoder> encoders;
  private final Lender<BlockDecoder> decoders;
  private final Lender<RoundTrip> trips;

  /**
   * Coders of a pool.
   *
   * @param settings how values are written here
   * @param preflight how a worker will read them, as far as that can be tried here
   * @param answers how what workers send is read here
   */
  public Codecs(PayloadSettings settings, PayloadSettings preflight, PayloadSettings answers) {
    this.preflight = preflight;
    this.encoders = new Lender<>(() -> new BlockEncoder(settings));
    this.decoders = new Lender<>(() -> new BlockDecoder(answers));
    this.trips = new Lender<>(() -> new RoundTrip(preflight));
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
    RoundTrip trip = trips.take();
    trip.check(value); // one that threw is not lent again
    trips.giveBack(trip);
  }

  /** Uses an encoder that holds nothing, and must be left so. */
  public <R> R encode(Function<BlockEncoder, R> use) {
    BlockEncoder encoder = encoders.take();
    R result = use.apply(encoder); // one that threw is not lent again
    encoders.giveBack(encoder);
    return result;
  }

  /** A decoder, to be given back. */
  public BlockDecoder borrowDecoder() {
    return decoders.take();
  }

  /** Takes a decoder back. */
  public void giveBack(BlockDecoder decoder) {
    decoders.giveBack(decoder);
  }
}
