package io.processpool.codec;

import io.processpool.bulk.Bulk;
import io.processpool.frame.Frame;
import io.processpool.message.CancelJob;
import io.processpool.message.Challenge;
import io.processpool.message.ChunkReturned;
import io.processpool.message.ChunkTimes;
import io.processpool.message.CloseJob;
import io.processpool.message.Goodbye;
import io.processpool.message.Grown;
import io.processpool.message.Hello;
import io.processpool.message.ItemsDone;
import io.processpool.message.Message;
import io.processpool.message.OpenJob;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Proof;
import io.processpool.message.RecallChunk;
import io.processpool.message.RunChunk;
import io.processpool.message.StartFailed;
import io.processpool.message.Welcome;

/** Messages to frames. */
public final class MessageEncoder {

  /** Flag of {@link ItemsDone}: this ends the lease. */
  static final int FLAG_LAST = 1;

  /** Flag of {@link CancelJob}: interrupt the running item. */
  static final int FLAG_INTERRUPT = 1;

  /** Flag of {@link RunChunk} and {@link ItemsDone}: large arrays lie in a file. */
  static final int FLAG_BULK = 2;

  private static final int OTHER_BYTES = 64;
  private static final int BYTES_PER_VALUE = 2;

  private static final byte[] NO_BODY = new byte[0];

  private MessageEncoder() {}

  /** The frame of a message. Payload bytes are not copied. */
  public static Frame encode(Message message) {
    return switch (message.type()) {
      case HELLO -> hello((Hello) message);
      case CHALLENGE -> challenge((Challenge) message);
      case PROOF -> plain(message, new BodyWriter().bytes(((Proof) message).proof()).toBytes());
      case WELCOME -> welcome((Welcome) message);
      case READY, SHUTDOWN -> plain(message, NO_BODY);
      case START_FAILED -> startFailed((StartFailed) message);
      case OPEN_JOB -> openJob((OpenJob) message);
      case RUN_CHUNK -> runChunk((RunChunk) message);
      case ITEMS_DONE -> itemsDone((ItemsDone) message);
      case CANCEL_JOB -> cancelJob((CancelJob) message);
      case CLOSE_JOB -> Frame.whole(number(message), 0, ((CloseJob) message).job(), 0, NO_BODY);
      case GOODBYE -> goodbye((Goodbye) message);
      case GROWN -> grown((Grown) message);
      case RECALL_CHUNK -> {
        RecallChunk recall = (RecallChunk) message;
        yield header(recall, 0, recall.job(), recall.lease());
      }
      case CHUNK_RETURNED -> {
        ChunkReturned returned = (ChunkReturned) message;
        yield header(returned, 0, returned.job(), returned.lease());
      }
    };
  }

  private static Frame hello(Hello hello) {
    return plain(
        hello,
        new BodyWriter()
            .i32(hello.version())
            .i32(hello.worker())
            .i64(hello.pid())
            .bytes(hello.nonce())
            .toBytes());
  }

  private static Frame challenge(Challenge challenge) {
    return plain(
        challenge, new BodyWriter().bytes(challenge.nonce()).bytes(challenge.proof()).toBytes());
  }

  private static Frame welcome(Welcome welcome) {
    BodyWriter out =
        new BodyWriter()
            .i32(welcome.workerIndex())
            .i32(welcome.maxDepth())
            .i32(welcome.maxValueBytes())
            .i32(welcome.flushBytes())
            .i32(welcome.flushMicros())
            .i32(welcome.spinMicros())
            .i64(welcome.mostGrowthBytes());
    return withTail(header(welcome, 0, 0, 0), out, welcome.initializer());
  }

  private static Frame startFailed(StartFailed failed) {
    BodyWriter out = new BodyWriter();
    FailureFields.write(failed.failure(), out);
    return plain(failed, out.toBytes());
  }

  private static Frame openJob(OpenJob open) {
    BodyWriter out =
        new BodyWriter().u8(open.shape().number()).i64(open.seed()).varint(open.taskLimitMicros());
    return withTail(header(open, 0, open.job(), 0), out, open.function());
  }

  private static Frame runChunk(RunChunk run) {
    BodyWriter out = new BodyWriter(capacity(run.items())).varint(run.indexes().size());
    RunFields.write(out, run.indexes());
    RunFields.write(out, run.attempts());
    int flags = bulk(run.items(), out);
    return withTail(header(run, flags, run.job(), run.lease()), out, run.items());
  }

  private static Frame itemsDone(ItemsDone done) {
    BodyWriter out = new BodyWriter(capacity(done.values()));
    if (done.last()) {
      ChunkTimes times = done.times();
      out.varint(times.decode()).varint(times.compute()).varint(times.encode());
      out.varint(times.waiting()).varint(times.residence());
      out.varint(times.cpu()).varint(times.coreWait());
    }
    out.varint(done.positions().size());
    RunFields.write(out, done.positions());
    RunFields.write(out, done.nanos());
    FailureFields.writeAll(done.failures(), out);
    int flags = (done.last() ? FLAG_LAST : 0) | bulk(done.values(), out);
    return withTail(header(done, flags, done.job(), done.lease()), out, done.values());
  }

  /** Where the block's large arrays lie; the flag that says so. */
  private static int bulk(PayloadBlock block, BodyWriter out) {
    Bulk bulk = block.bulk();
    if (bulk == null) {
      return 0;
    }
    out.varint(bulk.file().number());
    for (int i = 0; i < block.count(); i++) {
      out.varint(bulk.starts()[i]).varint(bulk.lengths()[i]);
    }
    return FLAG_BULK;
  }

  /** What stands before the values of a block is about so long, if they are small. */
  private static int capacity(PayloadBlock block) {
    return OTHER_BYTES + BYTES_PER_VALUE * block.count();
  }

  private static Frame cancelJob(CancelJob cancel) {
    int flags = cancel.interrupt() ? FLAG_INTERRUPT : 0;
    return Frame.whole(number(cancel), flags, cancel.job(), 0, NO_BODY);
  }

  private static Frame goodbye(Goodbye goodbye) {
    return plain(
        goodbye,
        new BodyWriter()
            .i64(goodbye.framesOut())
            .i64(goodbye.bytesOut())
            .i64(goodbye.framesIn())
            .i64(goodbye.bytesIn())
            .toBytes());
  }

  private static Frame grown(Grown grown) {
    return plain(grown, new BodyWriter().i64(grown.baseBytes()).i64(grown.heldBytes()).toBytes());
  }

  private static Frame plain(Message message, byte[] body) {
    return Frame.whole(number(message), 0, 0, 0, body);
  }

  private static Frame header(Message message, int flags, int job, long lease) {
    return Frame.whole(number(message), flags, job, lease, NO_BODY);
  }

  private static Frame withTail(Frame header, BodyWriter head, PayloadBlock block) {
    return header.withBody(
        head.blockHead(block).toBytes(), block.bytes(), block.offset(), block.size());
  }

  private static int number(Message message) {
    return message.type().number();
  }
}
