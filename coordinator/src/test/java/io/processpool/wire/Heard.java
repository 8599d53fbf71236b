package io.processpool.wire;

import io.processpool.message.ChunkReturned;
import io.processpool.message.Goodbye;
import io.processpool.message.Grown;
import io.processpool.message.ItemsDone;
import io.processpool.message.RemoteFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what a worker's owner is told, in order. */
final class Heard implements WorkerEvents {

  final List<String> told = new ArrayList<>();
  @Nullable SocketWorkerClient client;

  @Override
  public void connected(SocketWorkerClient connection) {
    client = connection;
    told.add("connected");
  }

  @Override
  public void ready() {
    told.add("ready");
  }

  @Override
  public void startFailed(RemoteFailure failure) {
    told.add("startFailed " + failure.type());
  }

  @Override
  public void itemsDone(ItemsDone done, long bytes) {
    told.add("itemsDone " + done.lease() + " " + bytes);
  }

  @Override
  public void returned(ChunkReturned returned, long bytes) {
    told.add("returned " + returned.lease() + " " + bytes);
  }

  @Override
  public void grown(Grown grown) {
    told.add("grown " + grown.heldBytes());
  }

  @Override
  public void goodbye(Goodbye goodbye) {
    told.add("goodbye");
  }

  @Override
  public void closed(String reason) {
    told.add("closed:" + reason);
  }
}
