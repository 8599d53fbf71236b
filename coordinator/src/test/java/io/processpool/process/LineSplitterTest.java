package io.processpool.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {

  private final List<String> lines = new ArrayList<>();
  private final LineSplitter splitter = new LineSplitter(lines::add);

  @Test
  void shouldCutAtEitherEndOfLineAndKeepEmptyLines() {
    feed("one\ntwo\r\n\nlast");
    splitter.end();

    assertThat(lines).containsExactly("one", "two", "", "last");
  }

  @Test
  void shouldAddNothingAfterAFinalEndOfLine() {
    feed("one\n");
    splitter.end();

    assertThat(lines).containsExactly("one");
  }

  @Test
  void shouldJoinWhatArrivesByteByByte() {
    for (byte next : "tür\n日本\n".getBytes(UTF_8)) {
      splitter.feed(new byte[] {next}, 1);
    }

    assertThat(lines).containsExactly("tür", "日本");
  }

  @Test
  void shouldNotMakeAnEmptyLineAfterOneOfExactlyTheLimit() {
    feed("x".repeat(LineSplitter.MAX_LINE_BYTES) + "\ny\n");

    assertThat(lines).containsExactly("x".repeat(LineSplitter.MAX_LINE_BYTES), "y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "日", "😀"})
  void shouldNeverCutInsideACharacter(String character) {
    for (int shift = 0; shift < 4; shift++) {
      lines.clear();
      String text = "x".repeat(shift) + character.repeat(20_000);
      feed(text);
      splitter.end();

      assertThat(String.join("", lines)).isEqualTo(text);
      assertThat(lines)
          .allMatch(line -> line.getBytes(UTF_8).length <= LineSplitter.MAX_LINE_BYTES);
    }
  }

  @Test
  void shouldReplaceWhatIsNotUtf8() {
    byte[] noise = new byte[20_000];
    java.util.Arrays.fill(noise, (byte) 0x80);
    splitter.feed(noise, noise.length);
    splitter.feed(new byte[] {(byte) 0xc3, '\n'}, 2);

    assertThat(String.join("", lines)).hasSize(20_001).matches("\ufffd+");
  }

  private void feed(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    splitter.feed(bytes, bytes.length);
  }
}
