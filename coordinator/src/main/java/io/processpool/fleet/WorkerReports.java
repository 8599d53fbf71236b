package io.processpool.fleet;

import io.processpool.api.IpcCounters;
import io.processpool.bulk.BulkFolder;
import io.processpool.dispatch.Dispatcher;
import io.processpool.dispatch.Received;
import io.processpool.message.ChunkReturned;
import io.processpool.message.Goodbye;
import io.processpool.message.Grown;
import io.processpool.message.ItemsDone;
import io.processpool.message.RemoteFailure;
import io.processpool.trace.IpcLog;
import io.processpool.wire.SocketWorkerClient;
import io.processpool.wire.WorkerEvents;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings what one worker says where it belongs: answers straight to the dispatcher, everything else
 * to the fleet's thread. On the event loop, except {@link #items}.
 */
final class WorkerReports implements WorkerEvents {

  private static final int MOST_AT_ONCE = 32;

  private final Fleet fleet;
  private final Dispatcher dispatcher;
  private final RestartBudget budget;
  private final Place place;
  private final int number;
  private final BulkFolder files;
  private volatile long items;

  /** What came in the read that goes on, so that the dispatcher and the jobs take it at once. */
  private final List<Received> answers = new ArrayList<>();

  private int answered;
  private @Nullable SocketWorkerClient client;

  WorkerReports(Fleet fleet, Dispatcher dispatcher, RestartBudget budget, Place place, int number) {
    this.fleet = fleet;
    this.dispatcher = dispatcher;
    this.budget = budget;
    this.place = place;
    this.number = number;
    this.files = fleet.filesOf(number);
  }

  /** How many items it has answered for. Any thread. */
  long items() {
    return items;
  }

  @Override
  public void connected(SocketWorkerClient connection) {
    client = connection;
    fleet.post(() -> fleet.connected(place, number, connection));
  }

  @Override
  public void ready() {
    fleet.post(() -> fleet.ready(place, number));
  }

  @Override
  public void startFailed(RemoteFailure failure) {
    fleet.post(() -> fleet.startFailed(failure));
  }

  @Override
  public void itemsDone(ItemsDone done, long bytes) {
    SocketWorkerClient sender = client;
    if (sender != null) {
      answered += done.positions().size() + done.failures().size();
      long bulk = done.values().bulkSize();
      if (bulk > 0) {
        sender.receivedBulk(bulk);
      }
      answers.add(new Received(opened(done), bytes));
      if (answers.size() == MOST_AT_ONCE) {
        hand(sender); // or workers would wait until all is read
      }
    }
  }

  @Override
  public void readEnded() {
    SocketWorkerClient sender = client;
    if (sender != null && !answers.isEmpty()) {
      hand(sender);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  private void hand(SocketWorkerClient sender) {
    if (answered > 0) {
      budget.worked();
      items = items + answered;
      answered = 0;
    }
    try {
      dispatcher.itemsDone(sender, answers);
    } finally {
      answers.clear();
    }
  }

  @Override
  public void returned(ChunkReturned returned, long bytes) {
    SocketWorkerClient sender = client;
    if (sender != null) {
      readEnded();
      dispatcher.returned(sender, returned.lease(), bytes);
    }
  }

  /** Its large arrays are in the hands of this process from now on, however the worker ends. */
  private ItemsDone opened(ItemsDone done) {
    return done.values().bulk() == null ? done : done.with(done.values().mapBulk(files::take));
  }

  @Override
  public void grown(Grown grown) {
    readEnded();
    fleet.post(() -> fleet.grown(place, number, grown));
  }

  @Override
  @SuppressWarnings("ArgumentSelectionDefectChecker") // what goes out there comes in here
  public void goodbye(Goodbye goodbye) {
    SocketWorkerClient sender = client;
    if (sender != null) {
      readEnded();
      IpcCounters there =
          new IpcCounters(
              goodbye.framesIn(),
              goodbye.bytesIn(),
              goodbye.framesOut(),
              goodbye.bytesOut(),
              sender.traffic().bulkOut(),
              sender.traffic().bulkIn());
      IpcLog.workerLeft(
          fleet.pool(),
          new IpcLog.Place(sender.ref().index(), sender.ref().pid()),
          sender.traffic(),
          there);
    }
  }

  @Override
  public void closed(String reason) {
    readEnded();
    fleet.post(() -> fleet.connectionClosed(place, number, reason));
  }
}
