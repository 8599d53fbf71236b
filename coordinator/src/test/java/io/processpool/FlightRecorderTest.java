package io.processpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.api.JobOptions;
import io.processpool.api.WorkerLostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording of a program with a pool tells. */
@Tag("process")
@Tag("once")
class FlightRecorderTest {

  @TempDir Path folder;

  private static int work(int x) throws Exception {
    Thread.sleep(2);
    return x;
  }

  private List<RecordedEvent> record(Duration threshold) throws Exception {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      for (String event : List.of("Chunk", "WorkerStart", "WorkerDeath")) {
        recording.enable("io.processpool." + event);
      }
      recording.enable("io.processpool.Chunk").withThreshold(threshold);
      recording.start();
      run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file);
  }

  private static void run() {
    List<Integer> items = IntStream.range(0, 20).boxed().toList();
    try (Pool pool = Pool.builder().workers(2).name("flown").open()) {
      pool.broadcast(() -> 1);
      assertThat(pool.map(FlightRecorderTest::work, items, JobOptions.defaults().chunkSize(5)))
          .isEqualTo(items);
      assertThatThrownBy(
              () ->
                  pool.submit(
                          () -> {
                            System.exit(9);
                            return 1;
                          },
                          JobOptions.defaults().maxAttempts(1).label("deadly"))
                      .join())
          .isInstanceOf(WorkerLostException.class);
      pool.broadcast(() -> 1);
    }
  }

  private static List<RecordedEvent> of(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("io.processpool." + name))
        .toList();
  }

  @Test
  void shouldShowChunksAndWorkers() throws Exception {
    List<RecordedEvent> events = record(Duration.ZERO);
    List<RecordedEvent> map =
        of(events, "Chunk").stream().filter(event -> event.getString("job").equals("j2")).toList();
    assertThat(map).hasSize(4);
    assertThat(map)
        .allSatisfy(
            event -> {
              assertThat(event.getString("pool")).isEqualTo("flown");
              assertThat(event.getString("outcome")).isEqualTo("Completed");
              assertThat(event.getInt("items")).isEqualTo(5);
              assertThat(event.getInt("worker")).isBetween(0, 1);
              assertThat(event.getLong("workerPid")).isPositive();
              assertThat(event.getLong("argumentBytes")).isPositive();
              assertThat(event.getInt("attempt")).isEqualTo(1);
              assertThat(event.getDuration("compute")).isGreaterThan(Duration.ofMillis(9));
              assertThat(event.getDuration("turnaround"))
                  .isGreaterThan(event.getDuration("compute"));
              assertThat(event.getDuration()).isGreaterThan(event.getDuration("compute"));
            });
    assertThat(of(events, "Chunk"))
        .filteredOn(event -> event.getString("job").equals("j3 (deadly)"))
        .singleElement()
        .satisfies(event -> assertThat(event.getString("outcome")).isEqualTo("Lost"));
    assertThat(of(events, "WorkerStart")).hasSize(3);
    assertThat(of(events, "WorkerDeath"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getInt("exitCode")).isEqualTo(9);
              assertThat(event.getLong("workerPid")).isPositive();
            });
  }

  @Test
  void shouldLeaveOutWhatIsShorterThanTheThreshold() throws Exception {
    assertThat(of(record(Duration.ofMinutes(10)), "Chunk")).isEmpty();
  }
}
