package io.processpool.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.message.ItemsDone;
import io.processpool.payload.PayloadSettings;
import io.processpool.task.WorkerContext;
import io.processpool.worker.run.WorkerIdentity;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DryRunTest {

  private final List<ItemsDone> answers = new ArrayList<>();

  /** Else the first item would wait for that, which takes longer than all samples. */
  @Test
  void shouldOpenAllJarsOfTheClassPath() {
    List<String> missed = new ArrayList<>();
    ClassLoader last =
        new ClassLoader(DryRunTest.class.getClassLoader()) {
          @Override
          protected @Nullable URL findResource(String name) {
            missed.add(name); // asked last, so nobody before had it
            return null;
          }
        };
    DryRun.run(WorkerIdentity.of(3, 42), PayloadSettings.defaults(last), answers::add);
    assertThat(missed).contains("io/processpool/worker/nowhere");
  }

  @Test
  void shouldAnswerEachSampleAndLeaveTheThreadAsItWas() {
    DryRun.run(
        WorkerIdentity.of(3, 42),
        PayloadSettings.defaults(DryRunTest.class.getClassLoader()),
        answers::add);
    assertThat(answers).last().matches(ItemsDone::last);
    assertThat(answers.stream().mapToInt(done -> done.values().count()).sum()).isEqualTo(15);
    assertThat(answers.stream().mapToInt(done -> done.failures().size()).sum()).isEqualTo(1);
    assertThatThrownBy(WorkerContext::current).isInstanceOf(IllegalStateException.class);
  }
}
