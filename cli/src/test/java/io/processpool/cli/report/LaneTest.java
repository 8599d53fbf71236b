package io.processpool.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.processpool.api.ChunkReport;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LaneTest {

  private static final Offset<Double> CLOSE = within(1e-4);

  private final Lane lane = new Lane();

  private static ChunkReport chunk(double ended, double decode, double compute, double encode) {
    return new ChunkReport(
        "j1",
        0,
        4711,
        1,
        10,
        nanos(ended),
        nanos(decode + compute + encode),
        nanos(decode),
        nanos(compute),
        nanos(encode));
  }

  private static Duration nanos(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  @Test
  void shouldTellStartWorkAndRestartApart() {
    lane.ready(1, 0.5);
    lane.done(chunk(2, 0.25, 0.5, 0.25));
    lane.lost(3);
    lane.ready(2, 4);

    PoolStory.Lane story = lane.story(0, 5);
    assertThat(story.pids()).containsExactly(1L, 2L);
    assertThat(story.spans())
        .containsExactly(
            Span.starting(Span.Kind.START, 0, 0.5),
            new Span(Span.Kind.WORK, 1, 2, 0.25, 0.5, 0.25),
            Span.starting(Span.Kind.RESTART, 3, 4));
    assertThat(story.sum()).isEqualTo(new PoolStory.Seconds(1.5, 0.25, 0.5, 0.25, 2.5));
  }

  @Test
  void shouldStaySmallAndKeepTheSumsHoweverManyChunksThereAre() {
    int chunks = 20_000;
    for (int i = 1; i <= chunks; i++) {
      lane.done(chunk(i * 0.01, 0.001, 0.004, 0.001));
    }

    List<Span> spans = lane.story(0, chunks * 0.01).spans();
    assertThat(spans).hasSizeBetween(100, 600);
    assertThat(spans.stream().mapToDouble(Span::compute).sum())
        .isCloseTo(chunks * 0.004, within(0.1));
    for (int i = 1; i < spans.size(); i++) {
      assertThat(spans.get(i).start()).isGreaterThanOrEqualTo(spans.get(i - 1).end() - 1e-6);
    }
  }

  @Test
  void shouldNotDrawOneChunkOverAnother() {
    lane.done(chunk(1, 0, 1, 0));
    lane.done(chunk(1.5, 0, 1, 0));

    Span second = lane.story(0, 2).spans().get(1);
    assertThat(second.start()).isCloseTo(1, CLOSE);
    assertThat(second.compute()).isCloseTo(0.5, CLOSE);
  }
}
