package io.processpool.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.message.PayloadBlock;
import io.processpool.testing.Blocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ResultWindowTest {

  private static final PayloadBlock BLOCK = Blocks.of(List.of("x"));

  private static AnswerRun<String> answer(long index) {
    return AnswerRun.of(new Answer<>(index, "i" + index, null, 1, new Answer.Value(BLOCK, 0)));
  }

  private static List<Long> drain(ResultWindow<String> window) {
    AnswerList<String> taken = new AnswerList<>();
    window.drainTo(taken);
    return taken.stream().map(Answer::index).toList();
  }

  @Test
  void shouldGiveAnswersInInputOrderHoweverTheyCome() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<Integer> indexes = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
    java.util.Collections.shuffle(indexes, random);
    ResultWindow<String> window = new ResultWindow<>(true);
    List<Long> out = new ArrayList<>();
    for (int index : indexes) {
      window.put(answer(index));
      if (random.nextInt(5) == 0) {
        assertThat(window.isReady()).isEqualTo(window.isReady());
        out.addAll(drain(window));
      }
    }
    out.addAll(drain(window));
    assertThat(out).containsExactlyElementsOf(LongStream.range(0, 500).boxed().toList());
  }

  @Test
  void shouldHoldBackWhatIsEarly() {
    ResultWindow<String> window = new ResultWindow<>(true);
    window.put(answer(1));
    assertThat(window.isReady()).isFalse();
    window.put(answer(0));
    assertThat(drain(window)).containsExactly(0L, 1L);
    assertThat(window.isReady()).isFalse();
  }

  @Test
  void shouldGiveAnswersAsTheyComeWhenOrderDoesNotMatter() {
    ResultWindow<String> window = new ResultWindow<>(false);
    window.put(answer(5));
    window.put(answer(2));
    assertThat(drain(window)).containsExactly(5L, 2L);
  }

  @Test
  void shouldForgetEverythingWhenCleared() {
    ResultWindow<String> window = new ResultWindow<>(true);
    window.put(answer(0));
    window.put(answer(2));
    window.clear();
    window.put(answer(1));
    assertThat(drain(window)).containsExactly(1L);
  }
}
