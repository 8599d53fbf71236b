package io.processpool.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

  private static final Summary SUMMARY =
      new Summary(
          new Summary.Counts(3, 2, 1),
          new Summary.Times(2, 3),
          new Summary.Setup(2, "processes", "map", 5),
          new Summary.Wire(100, 90, 8, 7),
          List.of(new Summary.Failed("tür\n.wav", "cut off")));

  @TempDir Path folder;

  @Test
  void isOneFlatObject() throws IOException {
    Path file = folder.resolve("summary.json");
    SUMMARY.writeTo(file);

    assertThat(Files.readString(file).replaceAll("\\s+", ""))
        .isEqualTo(
            ("{'items':3,'ok':2,'failed':1,'wall_s':2.0,'task_s':3.0,'workers':2,"
                    + "'mode':'processes','order':'map','chunk_size':5,'bytes_out':100,"
                    + "'bytes_in':90,'frames_out':8,'frames_in':7,"
                    + "'failures':[{'file':'tür\\n.wav','error':'cutoff'}]}")
                .replace('\'', '"'));
  }

  @Test
  void efficiencyIsTheShareOfTheWorkersTime() {
    assertThat(SUMMARY.efficiency()).isEqualTo(0.75);
  }
}
