package io.processpool.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameDecoder;
import io.processpool.frame.FrameWriter;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.Set;

/** Sets up a connection. Where strangers crowd, the one who came first has had the most time. */
final class Acceptor extends ChannelInitializer<Channel> {

  private final ChannelGroup channels;
  private final Admission admission;
  private final int mostStrangers;
  private final SecureRandom random = new SecureRandom();
  private final Refusals refusals = new Refusals();

  // Confined to the event loop, of which there is one.
  private final Set<Channel> strangers = new LinkedHashSet<>();

  Acceptor(ChannelGroup channels, Admission admission, int mostStrangers) {
    this.channels = channels;
    this.admission = admission;
    this.mostStrangers = mostStrangers;
  }

  @Override
  protected void initChannel(Channel accepted) {
    channels.add(accepted);
    if (strangers.size() == mostStrangers) {
      Channel first = strangers.iterator().next();
      strangers.remove(first);
      refusals.tell("the first of " + mostStrangers + " in the handshake has to make room");
      first.close();
    }
    strangers.add(accepted);
    FrameCounters counters = new FrameCounters();
    FrameWriter writer = new FrameWriter(counters);
    FrameDecoder decoder = new FrameDecoder(counters);
    HandshakeHandler handshake =
        new HandshakeHandler(
            admission,
            random,
            new HandshakeHandler.Line(writer, decoder, counters, refusals),
            () -> strangers.remove(accepted));
    accepted.pipeline().addLast(writer, decoder, handshake);
  }
}
