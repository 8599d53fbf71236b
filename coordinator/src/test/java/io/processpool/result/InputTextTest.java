package io.processpool.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputTextTest {

  private static Object throwing(Throwable thrown) {
    return new Object() {
      @Override
      public String toString() {
        if (thrown instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) thrown;
      }
    };
  }

  @Test
  void shouldShowShortTextsAsTheyAre() {
    assertThat(InputText.of("abc")).isEqualTo("abc");
    assertThat(InputText.of(null)).isEqualTo("null");
    assertThat(InputText.of(42)).isEqualTo("42");
  }

  @Test
  void shouldCutLongTexts() {
    assertThat(InputText.of("x".repeat(81))).isEqualTo("x".repeat(80) + "…");
    assertThat(InputText.of("x".repeat(80))).hasSize(80);
  }

  @Test
  void shouldShowTheArgumentsOfAPair() {
    assertThat(InputText.of(new Object[] {1, "a"})).isEqualTo("[1, a]");
  }

  @Test
  void shouldSayHowManyInsteadOfShowingThemAll() {
    assertThat(InputText.of(new int[5])).isEqualTo("int[5]");
    assertThat(InputText.of(new String[9])).isEqualTo("java.lang.String[9]");
    assertThat(InputText.of(List.of(1, 2))).endsWith(" of 2");
    assertThat(InputText.of(Map.of(1, 2))).endsWith(" of 1");
  }

  @Test
  void shouldSurviveAToStringThatThrows() {
    assertThat(InputText.of(throwing(new IllegalStateException())))
        .endsWith("(its toString threw java.lang.IllegalStateException)");
    assertThat(InputText.of(throwing(new AssertionError())))
        .endsWith("(its toString threw java.lang.AssertionError)");
    assertThat(InputText.of(throwing(new StackOverflowError())))
        .endsWith("(its toString threw java.lang.StackOverflowError)");
  }

  @Test
  void shouldSurviveAnArrayThatHoldsItself() {
    Object[] loop = new Object[1];
    loop[0] = loop;
    assertThat(InputText.of(loop)).isEqualTo("[java.lang.Object[1]]");
  }
}
