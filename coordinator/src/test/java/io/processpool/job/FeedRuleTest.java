package io.processpool.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.api.JobOptions;
import io.processpool.job.FeedRule.Load;
import io.processpool.message.ChunkTimes;
import io.processpool.testing.Blocks;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FeedRuleTest {

  private static final long HEAP = 256L << 20;
  private static final long BUDGET = HEAP / 8;

  private static FeedRule rule(JobOptions options, int workers) {
    return FeedRule.of(options, workers, false, Integer.MAX_VALUE, HEAP);
  }

  private static Load load(long outstanding, int chunks) {
    return new Load(outstanding, OptionalLong.empty(), chunks, outstanding, 0, 0);
  }

  private static void measure(FeedRule rule, int items, long bytesBack) {
    rule.received(items, bytesBack);
    rule.ran(items, Blocks.TIMES, 10);
  }

  @Test
  void shouldCutFewChunksUntilTheirSizeHasSettled() {
    FeedRule rule = rule(JobOptions.defaults(), 2);
    assertThat(rule.nextSize(load(5, 5))).isEqualTo(1);
    for (int size = 1; size < FeedRule.WINDOW_PER_WORKER / 4; size *= 2) {
      assertThat(rule.nextSize(load(6, 6))).isZero();
      assertThat(rule.nextSize(load(0, 5))).isEqualTo(size);
      measure(rule, size, 100);
    }
    measure(rule, FeedRule.WINDOW_PER_WORKER / 4, 100);
    assertThat(rule.nextSize(load(6, 6))).isPositive();
  }

  @Test
  void shouldCutFewExactChunksToUntilTheSizeOfResultsIsKnown() {
    FeedRule rule = rule(JobOptions.defaults().chunkSize(1), 2);
    assertThat(rule.nextSize(load(6, 6))).isZero();
    measure(rule, 1, 100);
    assertThat(rule.nextSize(load(6, 6))).isEqualTo(1);
  }

  @Test
  void shouldGoOnWhenAllItemsFail() {
    FeedRule rule = rule(JobOptions.defaults().chunkSize(1), 1);
    rule.received(0, 0);
    assertThat(rule.nextSize(load(3, 3))).isZero();
    rule.ran(1, ChunkTimes.NONE, 10);
    assertThat(rule.nextSize(load(3, 3))).isEqualTo(1);
  }

  @Test
  void shouldHaveASmallerWindowWhereTheHeapIsSmallForSoManyWorkers() {
    JobOptions automatic = JobOptions.defaults();
    assertThat(FeedRule.window(automatic, 2, false, 64L << 20)).isEqualTo(2 * 8192);
    assertThat(FeedRule.window(automatic, 64, false, 64L << 20)).isEqualTo(64 * 1024);
    assertThat(FeedRule.window(automatic, 64, false, 256L << 20)).isEqualTo(256 * 1024);
    assertThat(FeedRule.window(automatic.window(7), 64, false, 1)).isEqualTo(7);
  }

  @Test
  void shouldReadFurtherAheadInACollectionAsFarAsTheHeapAllows() {
    JobOptions automatic = JobOptions.defaults();
    assertThat(FeedRule.window(automatic, 2, true, 1L << 30)).isEqualTo(2 * 32_768);
    assertThat(FeedRule.window(automatic, 2, true, 32L << 20)).isEqualTo(32 * 1024);
    assertThat(FeedRule.window(automatic, 64, true, 1)).isEqualTo(64 * 1024);
    assertThat(FeedRule.window(automatic.window(7), 2, true, 1L << 30)).isEqualTo(7);
  }

  @Test
  void shouldNotReadPastTheWindow() {
    FeedRule rule = rule(JobOptions.defaults().chunkSize(4).window(10), 1);
    assertThat(rule.nextSize(load(0, 0))).isEqualTo(4);
    assertThat(rule.nextSize(load(4, 1))).isEqualTo(4);
    assertThat(rule.nextSize(load(8, 2))).isZero();
  }

  @Test
  void shouldSendWhatFitsWhenTheBackendHasNothing() {
    FeedRule rule = rule(JobOptions.defaults().chunkSize(4).window(10), 1);
    assertThat(rule.nextSize(load(8, 0))).isEqualTo(2);
    assertThat(rule.nextSize(load(10, 0))).isZero();
  }

  @Test
  void shouldCutAChunkThatIsLargerThanTheWindow() {
    FeedRule rule = rule(JobOptions.defaults().chunkSize(100).window(10), 1);
    assertThat(rule.nextSize(load(0, 0))).isEqualTo(10);
  }

  @Test
  void shouldGoItemByItemThroughAWindowOfOne() {
    FeedRule rule = rule(JobOptions.defaults().window(1), 4);
    assertThat(rule.nextSize(load(0, 0))).isEqualTo(1);
    assertThat(rule.nextSize(load(1, 1))).isZero();
    assertThat(rule.nextSize(load(1, 0))).isZero();
  }

  @Test
  void shouldKeepEveryWorkerBusyWithArgumentsLargerThanTheBudget() {
    FeedRule rule = rule(JobOptions.defaults().chunkSize(1), 4);
    measure(rule, 1, 10);
    Load two = new Load(2, OptionalLong.empty(), 2, 2, 2 * BUDGET, 0);
    Load four = new Load(4, OptionalLong.empty(), 4, 4, 4 * BUDGET, 0);
    assertThat(rule.nextSize(two)).isEqualTo(1);
    assertThat(rule.nextSize(four)).isZero();
  }

  @Test
  void shouldNotFeedIdleWorkersWhileResultsThatNobodyTakesFillTheBudget() {
    FeedRule rule = rule(JobOptions.defaults().chunkSize(1), 4);
    measure(rule, 1, 1 << 20);
    Load full = new Load(40, OptionalLong.empty(), 0, 0, 0, BUDGET);
    Load room = new Load(20, OptionalLong.empty(), 0, 0, 0, BUDGET / 2);
    assertThat(rule.nextSize(full)).isZero();
    assertThat(rule.nextSize(room)).isEqualTo(1);
  }

  @Test
  void shouldExpectTheResultsOfWhatIsAtTheBackend() {
    FeedRule rule = rule(JobOptions.defaults().chunkSize(1), 1);
    for (int i = 0; i < 50; i++) {
      measure(rule, 1, 1 << 20);
    }
    assertThat(rule.nextSize(new Load(20, OptionalLong.empty(), 20, 20, 0, 0))).isEqualTo(1);
    assertThat(rule.nextSize(new Load(40, OptionalLong.empty(), 40, 40, 0, 0))).isZero();
  }

  @Test
  void shouldExpectResultsAsLargeAsTheFirst() {
    FeedRule rule = rule(JobOptions.defaults().chunkSize(1), 1);
    measure(rule, 1, 1 << 20);
    assertThat(rule.nextSize(new Load(31, OptionalLong.empty(), 31, 31, 0, 0))).isEqualTo(1);
    assertThat(rule.nextSize(new Load(32, OptionalLong.empty(), 32, 32, 0, 0))).isZero();
  }

  @Test
  void shouldSayThatTheBackendIsFedAtThreeChunksPerWorker() {
    FeedRule rule = rule(JobOptions.defaults(), 2);
    assertThat(rule.isFed(5)).isFalse();
    assertThat(rule.isFed(6)).isTrue();
  }
}
