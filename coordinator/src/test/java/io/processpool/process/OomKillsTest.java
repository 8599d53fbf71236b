package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OomKillsTest {

  @TempDir Path base;

  private Path write(String name, String text) throws IOException {
    Path file = base.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void shouldReadTheGroupOfThisProcess() throws Exception {
    Path groups = write("groups", "0::/user/pool\n");
    Path events = write("mount/user/pool/memory.events", "low 0\noom 4\noom_kill 2\n");
    write("mount/memory.events", "oom_kill 7\n");
    OomKills kills = OomKills.of(groups, base.resolve("mount"));

    assertThat(kills.count()).isEqualTo(2);
    Files.writeString(events, "oom_kill 3\noom_group_kill 0\n");
    assertThat(kills.count()).isEqualTo(3);
  }

  @Test
  void shouldReadTheRootOfTheMountWhereAContainerSeesItsGroup() throws Exception {
    Path groups = write("groups", "5:cpu:/x\n4:memory:/docker/abc\n0::/\n");
    write("mount/memory/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 5\n");

    assertThat(OomKills.of(groups, base.resolve("mount")).count()).isEqualTo(5);
  }

  @Test
  void shouldCountNothingWhereNothingCounts() throws Exception {
    Path groups = write("groups", "4:memory:/docker/abc\nnonsense\n");
    write("mount/memory/memory.oom_control", "oom_kill many\n");

    assertThat(OomKills.of(groups, base.resolve("mount")).count()).isZero();
    assertThat(OomKills.of(base.resolve("none"), base).count()).isZero();
    assertThat(OomKills.current().count()).isNotNegative();
  }
}
