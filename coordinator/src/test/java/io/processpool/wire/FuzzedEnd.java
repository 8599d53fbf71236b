package io.processpool.wire;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.processpool.backend.WorkerRef;
import io.processpool.codec.HandshakeProof;
import io.processpool.codec.MessageDecoder;
import io.processpool.concurrent.Ticker;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameException;
import io.processpool.message.Challenge;
import io.processpool.message.Grown;
import io.processpool.message.Hello;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Welcome;
import io.processpool.payload.PayloadSettings;
import io.processpool.worker.guard.ItemWatchdog;
import io.processpool.worker.link.HandshakeClient;
import io.processpool.worker.link.Line;
import io.processpool.worker.link.WorkerLink;
import io.processpool.worker.run.ChunkRunner;
import io.processpool.worker.run.ItemSlot;
import io.processpool.worker.run.WorkerIdentity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The ends of a connection as they stand at each point of its life, for bytes of any kind. */
enum FuzzedEnd {
  /** A coordinator that knows nothing of the peer. */
  STRANGER {
    @Override
    OpenEnd open(Findings findings) {
      return handshake(findings);
    }
  },
  /** A coordinator that waits for the proof. */
  CHALLENGED {
    @Override
    OpenEnd open(Findings findings) {
      OpenEnd end = handshake(findings);
      end.reads(Peer.bytes(HELLO));
      return end;
    }
  },
  /** A coordinator and its worker. */
  ADMITTED {
    @Override
    OpenEnd open(Findings findings) {
      FrameCounters counters = new FrameCounters();
      FrameDecoder decoder = new FrameDecoder(counters);
      decoder.authenticated();
      return OpenEnd.over(
          new EmbeddedChannel(
              new FrameWriter(counters), decoder, new Spy(findings), new WorkerInbound(findings)));
    }
  },
  /** A worker that waits for the coordinator's proof. */
  CONNECTED {
    @Override
    OpenEnd open(Findings findings) {
      return link(findings);
    }
  },
  /** A worker that knows its coordinator and waits to be welcomed. */
  PROVEN {
    @Override
    OpenEnd open(Findings findings) {
      OpenEnd end = link(findings);
      byte[] proof = HandshakeProof.ofCoordinator(TOKEN, HELLO, NONCE);
      end.reads(Peer.bytes(new Challenge(NONCE, proof)));
      return end;
    }
  },
  /** A worker at work. */
  WELCOMED {
    @Override
    OpenEnd open(Findings findings) {
      OpenEnd end = PROVEN.open(findings);
      end.reads(Peer.bytes(WELCOME));
      return end;
    }
  };

  private static final byte[] TOKEN = new byte[HandshakeProof.SECRET_BYTES];
  private static final byte[] NONCE = new byte[HandshakeProof.SECRET_BYTES];
  private static final Hello HELLO = new Hello(1, 3, 4711, new byte[32]);
  private static final Welcome WELCOME =
      new Welcome(0, 500, 1 << 20, 1 << 16, 5_000, 0, 0, PayloadBlock.EMPTY);

  /** Ready for bytes. */
  abstract OpenEnd open(Findings findings);

  private static OpenEnd handshake(Findings findings) {
    FrameCounters counters = new FrameCounters();
    FrameWriter writer = new FrameWriter(counters);
    FrameDecoder decoder = new FrameDecoder(counters);
    Candidate candidate = new Candidate(new WorkerRef(0, 3, 4711), TOKEN, WELCOME, findings);
    return OpenEnd.over(
        new EmbeddedChannel(
            writer,
            decoder,
            new Spy(findings),
            new HandshakeHandler(
                (claim, answer) -> answer.accept(claim.worker() == 3 ? candidate : null),
                new HandshakeHandler.Line(writer, decoder, counters, new Refusals()),
                () -> {})));
  }

  private static OpenEnd link(Findings findings) {
    return new WorkerEnd(
        findings,
        new HandshakeClient(
            TOKEN,
            HELLO,
            (link, welcome) -> findings.runner(),
            (code, reason) -> findings.said(reason)));
  }

  /** An end that takes bytes in memory. */
  interface OpenEnd {

    /** An end on a channel of Netty's. */
    static OpenEnd over(EmbeddedChannel channel) {
      return new OpenEnd() {
        @Override
        public boolean isOpen() {
          return channel.isOpen();
        }

        @Override
        public void reads(byte[] bytes) {
          channel.writeInbound(PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(bytes));
          channel.runPendingTasks();
        }

        @Override
        public void close() {
          channel.finishAndReleaseAll();
        }
      };
    }

    boolean isOpen();

    void reads(byte[] bytes);

    void close();
  }

  /** A worker's end, over a line that takes all and has no time. */
  private static final class WorkerEnd implements OpenEnd, Line {

    private final Findings findings;
    private final WorkerLink link;
    private boolean open = true;

    WorkerEnd(Findings findings, HandshakeClient handshake) {
      this.findings = findings;
      this.link = WorkerLink.over(this, handshake);
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void reads(byte[] bytes) {
      try {
        link.received(ByteBuffer.wrap(bytes));
      } catch (FrameException e) {
        findings.refused++;
        breaks(e);
      } catch (Throwable e) {
        findings.wrong.add(e);
        breaks(e);
      }
    }

    private void breaks(Throwable cause) {
      open = false;
      link.broken(cause);
    }

    @Override
    public void close() {
      if (open) {
        link.ended();
      }
      open = false;
    }

    @Override
    public void write(ByteBuffer bytes) {
      bytes.position(bytes.limit());
    }

    @Override
    public void full(ByteBuffer rest) {}

    @Override
    public void broken(Throwable cause) {
      findings.wrong.add(cause);
    }

    @Override
    public void schedule(long delayNanos, Runnable task) {}

    @Override
    public void awaitEnd(long limitMillis) {}
  }

  /** Decodes each frame on its own, where nothing catches what is thrown. */
  private static final class Spy extends ChannelInboundHandlerAdapter {

    private final Findings findings;

    Spy(Findings findings) {
      this.findings = findings;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
      try {
        MessageDecoder.decode((Frame) frame);
        findings.messages++;
      } catch (FrameException e) {
        findings.refused++;
      } catch (Throwable e) {
        findings.wrong.add(e);
      }
      context.fireChannelRead(frame);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (cause instanceof FrameException) {
        findings.refused++;
      } else {
        findings.wrong.add(cause);
      }
      context.fireExceptionCaught(cause);
    }
  }

  /** What came of the bytes. */
  static final class Findings implements WorkerEvents {

    final List<Throwable> wrong = new ArrayList<>();
    long messages;
    long refused;
    private ChunkRunner runner = newRunner();

    /** Forgets what frames have left in the worker. */
    void renewRunner() {
      runner = newRunner();
    }

    ChunkRunner runner() {
      return runner;
    }

    /** A connection ends over bytes that make no sense, and over nothing else. */
    void said(String reason) {
      boolean expected =
          reason.isEmpty()
              || reason.startsWith(FrameException.class.getName())
              || reason.equals("the coordinator's proof is wrong")
              || reason.equals("the coordinator closed the connection")
              || reason.equals("the connection ended");
      if (!expected) {
        wrong.add(new AssertionError(reason));
      }
    }

    @Override
    public void connected(SocketWorkerClient client) {}

    @Override
    public void ready() {}

    @Override
    public void returned(io.processpool.message.ChunkReturned returned, long bytes) {}

    @Override
    public void grown(Grown grown) {}

    @Override
    public void startFailed(io.processpool.message.RemoteFailure failure) {}

    @Override
    public void itemsDone(io.processpool.message.ItemsDone done, long bytes) {}

    @Override
    public void goodbye(io.processpool.message.Goodbye goodbye) {}

    @Override
    public void closed(String reason) {
      said(reason);
    }

    private static ChunkRunner newRunner() {
      return new ChunkRunner(
          WorkerIdentity.of(0, 4711),
          new ChunkRunner.Settings(
              PayloadSettings.defaults(FuzzedEnd.class.getClassLoader()),
              null,
              1 << 16,
              5_000_000,
              0),
          new ChunkRunner.Ports(
              done -> {},
              (nanos, task) -> {},
              ItemSlot.unobserved(),
              Ticker.SYSTEM,
              new ItemWatchdog(Ticker.SYSTEM, () -> {}),
              thrown -> {}));
    }
  }
}
