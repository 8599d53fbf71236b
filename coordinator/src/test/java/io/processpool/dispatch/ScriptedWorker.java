package io.processpool.dispatch;

import io.processpool.backend.WorkerRef;
import io.processpool.message.CancelJob;
import io.processpool.message.CloseJob;
import io.processpool.message.Message;
import io.processpool.message.OpenJob;
import io.processpool.message.RunChunk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker that notes what it is sent. */
final class ScriptedWorker implements WorkerClient {

  static final long FRAME_BYTES = 100;

  final List<Message> offered = new ArrayList<>();
  final List<String> kills = new ArrayList<>();
  int flushes;
  long bytesRead;
  @Nullable Error refusal;
  private final WorkerRef ref;

  ScriptedWorker(int index, int number) {
    this.ref = new WorkerRef(index, number, 1000 + number);
  }

  @Override
  public WorkerRef ref() {
    return ref;
  }

  @Override
  public long offer(Message message) {
    if (refusal != null) {
      throw refusal;
    }
    offered.add(message);
    return FRAME_BYTES;
  }

  @Override
  public void flush() {
    flushes++;
  }

  @Override
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public void kill(String reason) {
    kills.add(reason);
  }

  /** The chunks it was sent, oldest first. */
  List<RunChunk> chunks() {
    return all(RunChunk.class);
  }

  RunChunk lastChunk() {
    List<RunChunk> chunks = chunks();
    return chunks.get(chunks.size() - 1);
  }

  long openings() {
    return all(OpenJob.class).size();
  }

  List<CancelJob> cancels() {
    return all(CancelJob.class);
  }

  List<CloseJob> closings() {
    return all(CloseJob.class);
  }

  private <M extends Message> List<M> all(Class<M> type) {
    return offered.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
