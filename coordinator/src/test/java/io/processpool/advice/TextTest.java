package io.processpool.advice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

  @ParameterizedTest
  @CsvSource({
    "0.0000004, 0.4 µs",
    "0.00000994, 9.9 µs",
    "0.00006, 60 µs",
    "0.000999, 999 µs",
    "0.0012, 1.2 ms",
    "0.0345, 35 ms",
    "0.9, 900 ms",
    "0.9999, 1.0 s",
    "123.44, 123.4 s"
  })
  void shouldChooseTheUnitOfATime(double seconds, String text) {
    assertThat(Text.time(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "9, 9 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1048575, 1.0 MiB",
    "41943040, 40.0 MiB",
    "4294967296, 4.0 GiB"
  })
  void shouldChooseTheUnitOfASize(double bytes, String text) {
    assertThat(Text.bytes(bytes)).isEqualTo(text);
  }
}
