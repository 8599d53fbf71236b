package io.processpool.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkRecallTest {

  private final RunRoom room = new RunRoom();

  @Test
  void shouldForgetAChunkThatIsCalledBackBeforeItBegins() {
    room.open(1, (Integer item) -> item);
    room.submit(1, 10, 1);
    room.submit(1, 11, 2);
    room.submit(1, 12, 3);
    assertThat(room.runner.recall(11)).isTrue();
    assertThat(room.runner.recall(11)).as("it is not there").isFalse();
    room.runAll();
    assertThat(room.runner.recall(12)).as("it has been run").isFalse();
    assertThat(room.values()).containsExactly(1, 3);
    assertThat(room.sent).extracting(done -> done.lease()).containsExactly(10L, 12L);
  }
}
