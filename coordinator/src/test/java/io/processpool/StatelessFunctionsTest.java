package io.processpool;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.message.PayloadBlock;
import io.processpool.task.TaskFunction;
import io.processpool.testing.Blocks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatelessFunctionsTest {

  private final StatelessFunctions functions = new StatelessFunctions();
  private final List<Object> encoded = new ArrayList<>();

  private PayloadBlock block(TaskFunction<Integer, Integer> function) {
    return functions.block(
        function,
        value -> {
          encoded.add(value);
          return Blocks.of(List.of("f"));
        });
  }

  private static TaskFunction<Integer, Integer> plus(int number) {
    return x -> x + number;
  }

  private static final class Stateful implements TaskFunction<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer call(Integer item) {
      return item;
    }
  }

  @Test
  void shouldEncodeWhatCapturesNothingOnce() {
    PayloadBlock first = null;
    for (int i = 0; i < 3; i++) {
      PayloadBlock block = block(x -> x + 1);
      assertThat(first == null || first == block).isTrue();
      first = block;
    }
    assertThat(encoded).hasSize(1);
  }

  @Test
  void shouldTellFunctionsApart() {
    block(x -> x + 1);
    block(x -> x + 2);
    block(Math::abs);
    assertThat(encoded).hasSize(3);
  }

  @Test
  void shouldEncodeEachTimeWhatMayHaveChanged() {
    for (int i = 0; i < 2; i++) {
      block(plus(i));
      block(new Stateful());
    }
    assertThat(encoded).hasSize(4);
  }

  @Test
  void shouldKeepNothingThatCouldNotBeEncoded() {
    TaskFunction<Integer, Integer> function = x -> x;
    for (int i = 0; i < 2; i++) {
      try {
        functions.block(
            function,
            value -> {
              encoded.add(value);
              throw new IllegalStateException("no");
            });
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("no");
      }
    }
    assertThat(encoded).hasSize(2);
  }
}
