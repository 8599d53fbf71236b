package io.processpool.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.testing.FakeTicker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutputPumpTest {

  private final List<String> lines = new ArrayList<>();
  private final List<String> tail = new ArrayList<>();
  private final AtomicInteger ends = new AtomicInteger();

  @Test
  void shouldReadOnAfterTheReceiverFails() {
    InputStream input = new ByteArrayInputStream("one\ntwo\nthree\n".getBytes(UTF_8));

    new OutputPump(
            input,
            tail::add,
            new FakeTicker(),
            line -> {
              lines.add(line);
              throw new AssertionError("receiver is broken");
            },
            ends::incrementAndGet)
        .run();

    assertThat(lines).containsExactly("one", "two", "three");
    assertThat(tail).isEqualTo(lines);
    assertThat(ends).hasValue(1);
  }

  @Test
  void shouldTellTheEndOfABrokenPipe() {
    InputStream input =
        new InputStream() {
          private final InputStream begun = new ByteArrayInputStream("begun".getBytes(UTF_8));

          @Override
          public int read() throws IOException {
            int next = begun.read();
            if (next < 0) {
              throw new IOException("pipe is broken");
            }
            return next;
          }
        };

    new OutputPump(input, tail::add, new FakeTicker(), lines::add, ends::incrementAndGet).run();

    assertThat(lines).containsExactly("begun");
    assertThat(ends).hasValue(1);
  }

  @Test
  void shouldKeepOnlyTheLastLinesAndOnlyTheirBeginnings() {
    LastLines last = new LastLines();
    for (int i = 0; i < 100; i++) {
      last.add(StdStream.OUT, "line " + i);
    }
    last.add(StdStream.OUT, "x".repeat(5000));

    assertThat(last.copy()).hasSize(LastLines.KEPT_LINES).startsWith("line 61", "line 62");
    assertThat(last.copy().get(LastLines.KEPT_LINES - 1)).hasSize(LastLines.KEPT_CHARS + 1);
  }

  @Test
  void shouldKeepLinesOfBothStreamsWhenOneIsFlooded() {
    LastLines last = new LastLines();
    last.add(StdStream.OUT, "first");
    last.add(StdStream.OUT, "second");
    for (int i = 0; i < 100; i++) {
      last.add(StdStream.ERR, "line " + i);
    }
    last.add(StdStream.OUT, "third");

    assertThat(last.copy())
        .hasSize(LastLines.KEPT_LINES)
        .startsWith("first", "second", "line 63")
        .endsWith("line 99", "third");
  }
}
