package io.processpool.advice;

import static io.processpool.api.Advice.Kind.CHUNK_SIZE;
import static io.processpool.api.Advice.Kind.MORE_WORKERS_THAN_CORES;
import static io.processpool.api.Advice.Kind.OVERHEAD;
import static io.processpool.api.Advice.Kind.REPEATED_CALLS;
import static io.processpool.api.Advice.Kind.RESENT_OBJECT;
import static io.processpool.api.Advice.Kind.SLOW_INPUT;
import static io.processpool.api.Advice.Kind.SLOW_TAKING;
import static io.processpool.api.Advice.Kind.STRAGGLER;
import static io.processpool.api.Advice.Kind.TOO_MUCH_DATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.processpool.advice.ResentObjects.Resent;
import io.processpool.api.Advice;
import io.processpool.api.Advice.Kind;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules on made-up numbers, on both sides of each border. */
class AdvisorTest {

  private static Arguments row(String name, Consumer<Job> change, Kind... kinds) {
    return arguments(name, change, List.of(kinds));
  }

  private static void cheapItems(Job job) {
    job.items = 1_000_000;
    job.distinct = 1_000_000;
    job.wall = 2;
    job.compute = 0.4;
    job.cpu = 0.4;
    job.transfer = 0.06;
    job.chunks = 1_000;
    job.slowest = 0.001;
  }

  private static void largeItems(Job job) {
    job.items = 100;
    job.distinct = 100;
    job.compute = 1;
    job.callerCoding = 4;
    job.transfer = 6;
    job.argumentBytes = 4_000L << 20;
  }

  private static void resentObject(Job job) {
    job.callerCoding = 4;
    job.transfer = 6;
    job.compute = 4;
    job.argumentBytes = 1_000L << 20;
    job.repeatedBytes = 999L << 20;
    job.resent = new Resent("double[]", 1 << 20, 1_000);
  }

  private static void smallChunks(Job job) {
    job.items = 20_000;
    job.distinct = 20_000;
    job.chunks = 20_000;
    job.chunkSize = 1;
    job.wall = 2;
    job.compute = 1.5;
    job.slowest = 0.001;
  }

  private static void largeChunks(Job job) {
    job.chunkSize = 500;
    job.chunks = 2;
    job.compute = 19;
    job.cpu = 19;
  }

  private static void straggler(Job job) {
    job.compute = 12;
    job.cpu = 12;
    job.slowest = 8;
  }

  private static void manyWorkers(Job job) {
    job.workers = 8;
    job.compute = 78;
    job.cpu = 39;
    job.coreWait = 38;
  }

  private static void idleWorkers(Job job) {
    job.compute = 4;
    job.cpu = 4;
  }

  static Stream<Arguments> overhead() {
    return Stream.of(
        row("cheap items", AdvisorTest::cheapItems, OVERHEAD),
        row(
            "a loop is hardly quicker",
            job -> {
              cheapItems(job);
              job.compute = 1.4;
            }),
        row(
            "a loop is just quicker",
            job -> {
              cheapItems(job);
              job.compute = 1.3;
            },
            OVERHEAD),
        row(
            "over too soon",
            job -> {
              cheapItems(job);
              job.items = 10_000;
              job.wall = 0.099;
              job.compute = 0.004;
            }),
        row(
            "the rest was start-up",
            job -> {
              cheapItems(job);
              job.wall = 2;
              job.startUp = 1.95;
              job.compute = 0.01;
            }),
        row(
            "few items",
            job -> {
              cheapItems(job);
              job.items = 99;
              job.compute = 0.05;
            }),
        row(
            "the input took the time",
            job -> {
              cheapItems(job);
              job.input = 1.8;
            },
            SLOW_INPUT),
        row(
            "whoever takes results took the time",
            job -> {
              cheapItems(job);
              job.items = 100_000;
              job.distinct = 100_000;
              job.taking = 1.8;
            },
            SLOW_TAKING));
  }

  static Stream<Arguments> data() {
    return Stream.of(
        row("large items", AdvisorTest::largeItems, TOO_MUCH_DATA),
        row(
            "large results",
            job -> {
              largeItems(job);
              job.argumentBytes = 0;
              job.resultBytes = 400L << 20;
            },
            TOO_MUCH_DATA),
        row(
            "a quarter of a MiB",
            job -> {
              largeItems(job);
              job.argumentBytes = (100 * 256) << 10;
            },
            TOO_MUCH_DATA),
        row(
            "just less",
            job -> {
              largeItems(job);
              job.argumentBytes = 100 * 250 << 10;
              job.resultBytes = 0;
            }),
        row(
            "the function takes longer",
            job -> {
              largeItems(job);
              job.compute = 11;
            }),
        row(
            "the workers are busy meanwhile",
            job -> {
              largeItems(job);
              job.compute = 38;
              job.transfer = 60;
            }),
        row("the same object", AdvisorTest::resentObject, RESENT_OBJECT),
        row(
            "the same object, and large items",
            job -> {
              resentObject(job);
              job.argumentBytes = 1_990L << 20;
            },
            RESENT_OBJECT),
        row(
            "the same object is the lesser part",
            job -> {
              resentObject(job);
              job.argumentBytes = 4_000L << 20;
            },
            TOO_MUCH_DATA,
            RESENT_OBJECT),
        row(
            "hardly any time",
            job -> {
              resentObject(job);
              job.callerCoding = 0.1;
              job.transfer = 0.1;
              job.compute = 39;
            }),
        row(
            "as often as there are workers",
            job -> {
              resentObject(job);
              job.resent = new Resent("double[]", 250 << 20, 4);
            },
            TOO_MUCH_DATA));
  }

  static Stream<Arguments> repeats() {
    return Stream.of(
        row("many repeats", job -> job.distinct = 100, REPEATED_CALLS),
        row("a third", job -> job.distinct = 640, REPEATED_CALLS),
        row("less than a third", job -> job.distinct = 720),
        row(
            "no arguments",
            job -> {
              job.distinct = 1;
              job.hasArguments = false;
            }),
        row(
            "few items",
            job -> {
              job.items = 9;
              job.distinct = 1;
            }),
        row(
            "computing is the lesser part",
            job -> {
              job.distinct = 1;
              job.compute = 11;
              job.workers = 1;
              job.wall = 38;
            }));
  }

  static Stream<Arguments> chunks() {
    return Stream.of(
        row("small", AdvisorTest::smallChunks, CHUNK_SIZE),
        row(
            "automatic",
            job -> {
              smallChunks(job);
              job.chunkSize = 0;
            }),
        row(
            "small, and no worker waits for it",
            job -> {
              smallChunks(job);
              job.compute = 7.8;
            }),
        row(
            "small, and coding takes the time anyway",
            job -> {
              smallChunks(job);
              job.callerCoding = 1.8;
            }),
        row(
            "not far from good",
            job -> {
              smallChunks(job);
              job.chunkSize = 32;
              job.chunks = 625;
            }),
        row(
            "just far enough",
            job -> {
              smallChunks(job);
              job.chunkSize = 31;
              job.chunks = 646;
            },
            CHUNK_SIZE),
        row(
            "few",
            job -> {
              smallChunks(job);
              job.items = 99;
              job.distinct = 99;
              job.chunks = 99;
            }),
        row("large", AdvisorTest::largeChunks, CHUNK_SIZE),
        row(
            "large and automatic",
            job -> {
              largeChunks(job);
              job.chunkSize = 0;
            }),
        row(
            "large enough for all",
            job -> {
              largeChunks(job);
              job.chunkSize = 250;
              job.chunks = 4;
              job.compute = 38;
            }),
        row(
            "uneven, and many chunks all the same",
            job -> {
              largeChunks(job);
              job.chunkSize = 62;
              job.chunks = 17;
            }));
  }

  static Stream<Arguments> stragglers() {
    return Stream.of(
        row("one long item", AdvisorTest::straggler, STRAGGLER),
        row(
            "not half of the job",
            job -> {
              straggler(job);
              job.slowest = 4.9;
            }),
        row(
            "others are nearly as long",
            job -> {
              straggler(job);
              job.items = 3;
              job.distinct = 3;
              job.compute = 12.5;
            }),
        row(
            "nobody waited for it",
            job -> {
              straggler(job);
              job.compute = 36;
            }),
        row(
            "a short job",
            job -> {
              straggler(job);
              job.wall = 0.2;
              job.compute = 0.2;
              job.slowest = 0.19;
            }));
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        row("more workers than cores", AdvisorTest::manyWorkers, MORE_WORKERS_THAN_CORES),
        row(
            "a few more",
            job -> {
              manyWorkers(job);
              job.cores = 6;
            }),
        row(
            "they wait for files",
            job -> {
              manyWorkers(job);
              job.cpu = 5;
              job.coreWait = 1;
            }),
        row(
            "a quota that the kernel does not count as waiting",
            job -> {
              manyWorkers(job);
              job.coreWait = 0;
            },
            MORE_WORKERS_THAN_CORES),
        row(
            "nothing is known",
            job -> {
              manyWorkers(job);
              job.cpu = 0;
              job.coreWait = 0;
            }),
        row(
            "they get the cores they need",
            job -> {
              manyWorkers(job);
              job.cpu = 70;
              job.coreWait = 5;
            }),
        row(
            "they have little to do",
            job -> {
              manyWorkers(job);
              job.compute = 39;
              job.cpu = 20;
              job.coreWait = 19;
            }),
        row(
            "slow input",
            job -> {
              idleWorkers(job);
              job.input = 5.1;
            },
            SLOW_INPUT),
        row(
            "input takes less than half",
            job -> {
              idleWorkers(job);
              job.input = 4.9;
            }),
        row("slow input, and the workers are busy", job -> job.input = 9),
        row(
            "slow taking",
            job -> {
              idleWorkers(job);
              job.taking = 5.1;
            },
            SLOW_TAKING),
        row("slow taking, and the workers are busy", job -> job.taking = 9));
  }

  static Stream<Arguments> silence() {
    return Stream.of(
        row("healthy", job -> {}),
        row(
            "not finished",
            job -> {
              cheapItems(job);
              job.finished = false;
            }),
        row(
            "a worker was lost",
            job -> {
              cheapItems(job);
              job.retried = 1;
            }),
        row(
            "a single call",
            job -> {
              largeItems(job);
              job.items = 1;
            }),
        row(
            "nothing at all",
            job -> {
              job.items = 0;
              job.compute = 0;
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"overhead", "data", "repeats", "chunks", "stragglers", "limits", "silence"})
  void shouldSayOnly(String name, Consumer<Job> change, List<Kind> kinds) {
    Job job = Job.healthy();
    change.accept(job);

    assertThat(Advisor.advise(job.evidence())).extracting(Advice::kind).isEqualTo(kinds);
  }

  @Test
  void shouldSayTheTwoThatSaveMost() {
    Job job = Job.healthy();
    cheapItems(job);
    job.chunks = 1_000_000;
    job.chunkSize = 1;
    job.distinct = 10;

    assertThat(Advisor.advise(job.evidence()))
        .extracting(Advice::kind)
        .containsExactly(CHUNK_SIZE, OVERHEAD);
  }

  @Test
  void shouldNameTheNumbers() {
    Job job = Job.healthy();
    cheapItems(job);

    assertThat(Advisor.advise(job.evidence()).get(0).evidence())
        .isEqualTo(
            "1,000,000 items took 0.4 µs of work each but 2.0 µs each with coding and sending (a"
                + " round trip to a worker takes about 60 µs): a plain loop would take about 400 ms"
                + " instead of 2.0 s.");
  }

  @Test
  void shouldRoundWhatIsEstimated() {
    Job job = Job.healthy();
    job.items = 100_000;
    job.distinct = 10_123;

    assertThat(Advisor.advise(job.evidence()).get(0).evidence())
        .startsWith("About 90,000 of 100,000 calls repeat an argument");
  }

  @Test
  void shouldKeepTheReportAsItIs() {
    Job job = Job.healthy();
    straggler(job);
    Evidence evidence = job.evidence();

    assertThat(Advisor.report(evidence))
        .usingRecursiveComparison()
        .ignoringFields("advice")
        .isEqualTo(evidence.report());
    assertThat(Advisor.report(evidence).advice()).hasSize(1);
  }
}
