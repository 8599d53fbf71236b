package io.processpool.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.api.NotSendableException;
import io.processpool.api.PoolException;
import io.processpool.api.RemoteTaskException;
import io.processpool.api.TaskFailedException;
import io.processpool.api.WorkerLostException;
import io.processpool.job.Answer;
import io.processpool.message.ItemFailure;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RemoteFailure;
import io.processpool.message.Unsendable;
import io.processpool.payload.BlockDecoder;
import io.processpool.testing.Blocks;
import io.processpool.testing.ScriptedBackend;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTranslatorTest {

  private static final Unsendable PROBLEM =
      new Unsendable("java.net.Socket", "field connection", "is open", "send its address");

  private final FailureTranslator translator = new FailureTranslator("p1");
  private final BlockDecoder decoder = new BlockDecoder(Blocks.SETTINGS);

  private static Answer<String> answer(Answer.Ending ending) {
    return new Answer<>(7, "the input", ScriptedBackend.WORKER, 2, ending);
  }

  private static RemoteFailure failure(PayloadBlock original) {
    RemoteFailure cause =
        new RemoteFailure("x.Deep", "deep", List.of(), null, List.of(), PayloadBlock.EMPTY);
    return new RemoteFailure(
        "x.Gone",
        "gone",
        List.of(new StackTraceElement("x.Task", "run", "Task.java", 12)),
        cause,
        List.of(cause),
        original);
  }

  private PoolException translate(ItemFailure failure) {
    return translator.translate(answer(new Answer.Failed(failure)), decoder);
  }

  @Test
  void shouldCarryTheOriginalExceptionWhenItCanBeRebuilt() {
    PayloadBlock original = Blocks.of(List.of(new IllegalArgumentException("bad pixel")));
    PoolException error = translate(new ItemFailure.TaskThrew(0, 1, failure(original)));
    assertThat(error)
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            failed -> {
              assertThat(failed.itemIndex()).isEqualTo(7);
              assertThat(failed.pid()).isEqualTo(4711);
              assertThat(failed.attempt()).isEqualTo(2);
            });
    assertThat(error).hasMessageContaining("the input").hasMessageStartingWith("p1: ");
    assertThat(error.getCause())
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("bad pixel");
  }

  @Test
  void shouldStandInForAnExceptionThatDidNotTravel() {
    Throwable cause =
        translate(new ItemFailure.TaskThrew(0, 1, failure(PayloadBlock.EMPTY))).getCause();
    assertThat(cause)
        .isInstanceOfSatisfying(
            RemoteTaskException.class,
            standIn -> {
              assertThat(standIn.className()).isEqualTo("x.Gone");
              assertThat(standIn.originalMessage()).isEqualTo("gone");
              assertThat(standIn.getStackTrace()[0].getLineNumber()).isEqualTo(12);
            });
    assertThat(cause.getCause()).isInstanceOf(RemoteTaskException.class);
    assertThat(cause.getSuppressed()).hasSize(1);
  }

  @Test
  void shouldStandInForAnOriginalThatIsDamagedOrNoException() {
    PayloadBlock damaged = new PayloadBlock(List.of(), new int[] {3}, new byte[] {99, 99, 99});
    for (PayloadBlock original : List.of(damaged, Blocks.of(List.of("a text")))) {
      assertThat(translate(new ItemFailure.TaskThrew(0, 1, failure(original))).getCause())
          .isInstanceOf(RemoteTaskException.class);
    }
  }

  @Test
  void shouldSayWhatCouldNotBeSentAndWhy() {
    for (ItemFailure.Part part : ItemFailure.Part.values()) {
      String what =
          switch (part) {
            case FUNCTION -> "function";
            case ARGUMENT -> "item 7";
            case RESULT -> "result of item 7";
          };
      assertThat(translate(new ItemFailure.Unsent(0, part, PROBLEM)))
          .isInstanceOf(NotSendableException.class)
          .hasMessageContaining(what)
          .hasMessageContaining("field connection");
    }
  }

  @Test
  void shouldTranslateAnItemThatNeverLeft() {
    Answer<String> refused = new Answer<>(3, "x", null, 1, new Answer.Refused(PROBLEM));
    assertThat(translator.translate(refused, decoder))
        .isInstanceOf(NotSendableException.class)
        .hasMessageContaining("item 3");
  }

  @Test
  void shouldTellHowTheLastWorkerDied() {
    PoolException error =
        translator.translate(answer(new Answer.Lost(ScriptedBackend.death())), decoder);
    assertThat(error)
        .isInstanceOfSatisfying(
            WorkerLostException.class,
            lost -> {
              assertThat(lost.attempts()).isEqualTo(2);
              assertThat(lost.exitCode()).isEqualTo(137);
            });
    assertThat(error).hasMessageContaining("killed by signal 9");
  }

  @Test
  void shouldRefuseToTranslateAValue() {
    Answer<String> value = answer(new Answer.Value(Blocks.of(List.of("v")), 0));
    assertThatThrownBy(() -> translator.translate(value, decoder))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
