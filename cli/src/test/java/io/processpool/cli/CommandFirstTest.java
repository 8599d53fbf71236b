package io.processpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.progress.Console;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandFirstTest {

  @ParameterizedTest
  @CsvSource({
    "'', etl",
    "etl, etl",
    "a.wav b.wav, etl a.wav b.wav",
    "--workers 2 a.wav, etl --workers 2 a.wav",
    "--workers 2 etl a.wav, etl --workers 2 a.wav",
    "-w 2 -v etl --seed 7, etl -w 2 -v --seed 7",
    "--workers=2 etl a.wav, etl --workers=2 a.wav",
    "--seed 7 etl a.wav, etl --seed 7 a.wav",
    "--out etl a.wav, etl --out etl a.wav",
    "a.wav etl, etl a.wav etl",
    "-- etl, etl -- etl",
    "--help, --help",
    "-w 2 --help, --help",
    "etl --help, etl --help",
    "-w 2 etl -h, etl -w 2 -h",
    "etl --version, --version",
    "-- --help, etl -- --help",
    "pitfalls 1 5, pitfalls 1 5",
    "-w 2 pitfalls 3, pitfalls -w 2 3",
    "--fibonacci 10 pitfalls 4, pitfalls --fibonacci 10 4",
    "pitfalls --help, pitfalls --help"
  })
  void bringsTheCommandToTheFront(String given, String arranged) {
    List<String> arguments = given.isEmpty() ? List.of() : List.of(given.split(" "));
    CommandLine root = commands().parser(arguments);

    assertThat(new CommandFirst(root, Commands.DEFAULT).arrange(arguments))
        .containsExactly(arranged.split(" "));
  }

  private static Commands commands() {
    Terminal terminal =
        new Terminal(new Console(System.out, System.err, e -> {}), Map.of(), Map.of());
    return new Commands(terminal, new StopRequest());
  }

  @ParameterizedTest
  @CsvSource({
    "'', etl",
    "a.wav, etl",
    "etl pitfalls, etl",
    "pitfalls 1, pitfalls",
    "--workers 2 etl a.wav, etl",
    "--workers 2 pitfalls 1, etl pitfalls",
    "--out isolation, etl isolation"
  })
  void commandsThatNobodyCanMeanAreNotSetUp(String given, String names) {
    List<String> arguments = given.isEmpty() ? List.of() : List.of(given.split(" "));

    assertThat(commands().parser(arguments).getSubcommands().keySet())
        .containsExactly(names.split(" "));
  }
}
