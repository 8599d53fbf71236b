package io.processpool.wire;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.processpool.backend.WorkerRef;
import io.processpool.frame.FrameCounters;

/** Clients whose socket is in memory. */
public final class TestClients {

  /** A client and what its peer would read. */
  public record Line(SocketWorkerClient client, EmbeddedChannel channel, FrameCounters counters) {}

  private TestClients() {}

  public static Line connect(WorkerRef worker) {
    FrameCounters counters = new FrameCounters();
    FrameWriter writer = new FrameWriter(counters);
    EmbeddedChannel channel =
        new EmbeddedChannel(writer) {
          @Override
          protected void handleOutboundMessage(Object written) {
            ReferenceCountUtil.release(written); // nobody reads it
          }
        };
    return new Line(new SocketWorkerClient(worker, channel, writer, counters), channel, counters);
  }
}
