package io.processpool.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Takes all that a sender writes, in memory. */
public final class FramesOut implements Outlet {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** What a sender makes of these frames. */
  public static byte[] bytes(Frame... frames) {
    FramesOut out = new FramesOut();
    FrameSender sender = new FrameSender(new FrameCounters(), out);
    for (Frame frame : frames) {
      sender.offer(frame);
    }
    sender.resume();
    return out.bytes.toByteArray();
  }

  @Override
  public void write(ByteBuffer piece) {
    byte[] taken = new byte[piece.remaining()];
    piece.get(taken);
    bytes.writeBytes(taken);
  }

  @Override
  public void full(ByteBuffer rest) {
    throw new AssertionError("it takes all");
  }

  @Override
  public void close() {}

  @Override
  public void broken(Throwable cause) {
    throw new AssertionError(cause);
  }
}
