package io.processpool.fleet;

import io.processpool.api.IpcCounters;
import io.processpool.dispatch.Dispatcher;
import io.processpool.message.Goodbye;
import io.processpool.message.ItemsDone;
import io.processpool.message.RemoteFailure;
import io.processpool.trace.IpcLog;
import io.processpool.wire.SocketWorkerClient;
import io.processpool.wire.WorkerEvents;
import org.jspecify.annotations.Nullable;

/**
 * Brings what one worker says where it belongs: answers straight to the dispatcher, everything else
 * to the fleet's thread. On the event loop.
 */
final class SlotEvents implements WorkerEvents {

  private final Fleet fleet;
  private final Dispatcher dispatcher;
  private final RestartBudget budget;
  private final WorkerSlot slot;
  private final int number;
  private @Nullable SocketWorkerClient client;

  SlotEvents(
      Fleet fleet, Dispatcher dispatcher, RestartBudget budget, WorkerSlot slot, int number) {
    this.fleet = fleet;
    this.dispatcher = dispatcher;
    this.budget = budget;
    this.slot = slot;
    this.number = number;
  }

  @Override
  public void connected(SocketWorkerClient connection) {
    client = connection;
    fleet.post(() -> fleet.connected(slot, number, connection));
  }

  @Override
  public void ready() {
    fleet.post(() -> fleet.ready(slot, number));
  }

  @Override
  public void startFailed(RemoteFailure failure) {
    fleet.post(() -> fleet.startFailed(failure));
  }

  @Override
  public void itemsDone(ItemsDone done, long bytes) {
    SocketWorkerClient sender = client;
    if (sender != null) {
      int items = done.positions().length + done.failures().size();
      if (items > 0) {
        budget.worked();
        slot.answered(items);
      }
      dispatcher.itemsDone(sender, done, bytes);
    }
  }

  @Override
  @SuppressWarnings("ArgumentSelectionDefectChecker") // what goes out there comes in here
  public void goodbye(Goodbye goodbye) {
    SocketWorkerClient sender = client;
    if (sender != null) {
      IpcCounters there =
          new IpcCounters(
              goodbye.framesIn(), goodbye.bytesIn(), goodbye.framesOut(), goodbye.bytesOut());
      IpcLog.workerLeft(
          fleet.pool(),
          new IpcLog.Place(sender.ref().index(), sender.ref().pid()),
          sender.traffic(),
          there);
    }
  }

  @Override
  public void closed(String reason) {
    fleet.post(() -> fleet.connectionClosed(slot, number, reason));
  }
}
