package io.processpool.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.api.IpcCounters;
import io.processpool.backend.WorkerRef;
import io.processpool.message.Shutdown;
import io.processpool.wire.TestClients;
import org.junit.jupiter.api.Test;

class TrafficLedgerTest {

  private final TrafficLedger ledger = new TrafficLedger();

  private static TestClients.Line line(int number) {
    return TestClients.connect(new WorkerRef(0, number, 100 + number));
  }

  /** Sends a message of that client's; how many bytes it took. */
  private static long send(TestClients.Line line) {
    long bytes = line.client().offer(new Shutdown());
    line.client().flush();
    return bytes;
  }

  @Test
  void shouldAddUpLiveAndRetiredConnections() {
    TestClients.Line old = line(1);
    TestClients.Line current = line(2);
    ledger.add(old.client());
    ledger.add(current.client());
    long bytes = send(old) + send(current);
    ledger.retire(old.client());
    bytes += send(current);
    assertThat(bytes).isPositive();
    assertThat(ledger.total()).isEqualTo(new IpcCounters(3, bytes, 0, 0));
  }

  @Test
  void shouldCountAConnectionOnceThatIsRetiredTwice() {
    TestClients.Line line = line(1);
    ledger.add(line.client());
    long bytes = send(line);
    ledger.retire(line.client());
    ledger.retire(line.client());
    assertThat(ledger.total()).isEqualTo(new IpcCounters(1, bytes, 0, 0));
  }

  @Test
  void shouldIgnoreAConnectionItWasNotTold() {
    TestClients.Line line = line(1);
    send(line);
    ledger.retire(line.client());
    assertThat(ledger.total()).isEqualTo(IpcCounters.ZERO);
  }
}
