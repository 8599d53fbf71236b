package io.processpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.progress.Console;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class HelpTextTest {

  private static final Path RENDERED = Path.of("target", "help");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(out, true, StandardCharsets.UTF_8);
  private final Terminal terminal =
      new Terminal(new Console(out, err, e -> {}), Map.of(), Map.of());

  private static List<String> names() {
    return Commands.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void isWhatPicocliRendersOfACommand(String name) throws IOException {
    shouldBe(
        name, new Commands(terminal, new StopRequest()).described().getSubcommands().get(name));
  }

  @Test
  void isWhatPicocliRendersOfTheProgram() throws IOException {
    CommandLine program = new Commands(terminal, new StopRequest()).described();

    shouldBe(HelpText.PROGRAM, program);
    assertThat(program.getSubcommands().keySet()).isEqualTo(Set.copyOf(Commands.NAMES));
  }

  private static void shouldBe(String name, CommandLine described) throws IOException {
    String rendered = described.getUsageMessage(Ansi.OFF).stripTrailing();
    Files.createDirectories(RENDERED);
    Files.writeString(RENDERED.resolve(name + ".txt"), rendered + "\n");

    assertThat(HelpText.of(name))
        .as("cp cli/target/help/* cli/src/main/resources/io/processpool/cli/help/ keeps it")
        .isEqualTo(rendered);
  }

  @ParameterizedTest
  @CsvSource({
    "--help, program",
    "-h, program",
    "-w 2 --help, program",
    "a.wav -h, program",
    "etl -h, etl",
    "pitfalls --help, pitfalls",
    "-w 2 pitfalls --help, pitfalls",
    "compare -vh, compare"
  })
  void isShownHoweverItIsAskedFor(String arguments, String name) {
    assertThat(run(arguments.split(" "))).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(HelpText.of(name) + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "--version", "-V", "etl --help", "compare -h"})
  void answersWhatTheProgramWouldAnswer(String arguments) {
    run(arguments.split(" "));

    assertThat(HelpText.answer(List.of(arguments.split(" "))).map(answer -> answer + "\n"))
        .contains(out.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--helm", "help", "etl", "etl -V", "a.wav --help", "-- --help", "etl a -h"})
  void leavesTheRestToTheProgram(String arguments) {
    assertThat(HelpText.answer(List.of(arguments.split(" ")))).isEmpty();
  }

  private int run(String... arguments) {
    return Main.run(terminal, new StopRequest(), arguments);
  }
}
