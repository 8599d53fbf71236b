package io.processpool.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("process")
@Timeout(60)
class OwnProcessTest {

  @Test
  void shouldTellWhatHandlesTell() {
    ProcessHandle self = ProcessHandle.current();
    assertThat(OwnProcess.pid()).isEqualTo(self.pid());
    assertThat(OwnProcess.parent()).hasValue(self.parent().orElseThrow().pid());
  }

  @Test
  void shouldSeeTheChildOfAThreadThatHasEnded() throws Exception {
    AtomicReference<Process> child = new AtomicReference<>();
    Thread parent =
        new Thread(
            () -> {
              try {
                child.set(new ProcessBuilder("sleep", "50").start());
              } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
              }
            });
    parent.start();
    parent.join();
    Process started = child.get();
    try {
      assertThat(OwnProcess.mayHaveChildren()).isTrue();
    } finally {
      started.destroyForcibly();
    }
    assertThat(started.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  /** The surefire process has no children of its own at this point, or cannot tell. */
  @Test
  void shouldSeeThatThereIsNone() {
    assertThat(OwnProcess.mayHaveChildren())
        .isEqualTo(ProcessHandle.current().children().findAny().isPresent());
  }
}
