package io.processpool.advice;

import static io.processpool.api.Advice.Kind.CHUNK_SIZE;
import static io.processpool.api.Advice.Kind.OVERHEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.api.Advice;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules on made-up numbers, on both sides of each border. */
class AdvisorTest {

  /** What rows begin with: a healthy job, changed so that one thing is wrong. */
  private static final Map<String, String> BASES =
      Map.ofEntries(
          Map.entry("healthy", ""),
          Map.entry(
              "cheap",
              "items=1000000 wall=2 compute=0.4 cpu=0.4 transfer=0.06 chunks=1000 slowest=0.001"),
          Map.entry(
              "data", "items=100 compute=1 callerCoding=4 transfer=6 argumentBytes=4194304000"),
          Map.entry(
              "resent",
              "callerCoding=4 transfer=6 compute=4 argumentBytes=1048576000 resentTimes=1000"
                  + " resentBytes=1048576"),
          Map.entry(
              "small", "items=20000 chunks=20000 chunkSize=1 wall=2 compute=1.5 slowest=0.001"),
          Map.entry("large", "chunkSize=500 chunks=2 compute=19 cpu=19"),
          Map.entry("straggler", "compute=12 cpu=12 slowest=8"),
          Map.entry("crowd", "workers=8 compute=78 cpu=39 coreWait=38"),
          Map.entry("idle", "compute=4 cpu=4"));

  private static Job job(String base, @Nullable String changes) {
    return Job.healthy().with(BASES.get(base)).with(changes == null ? "" : changes);
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a healthy job                      | healthy   |                                        |
          nothing at all                     | healthy   | items=0 compute=0                      |
          a single call                      | data      | items=1                                |
          did not end in order               | cheap     | finished=false                         |
          a worker was lost                  | cheap     | retried=1                              |

          cheap items                        | cheap     |                                        | OVERHEAD
          a loop is hardly quicker           | cheap     | compute=1.4                            |
          a loop is just quicker             | cheap     | compute=1.3                            | OVERHEAD
          over too soon                      | cheap     | items=10000 wall=0.099 compute=0.004   |
          just long enough                   | cheap     | items=10000 wall=0.101 compute=0.004   | OVERHEAD
          the rest was start-up              | cheap     | startUp=1.95 compute=0.01              |
          few items                          | cheap     | items=99 compute=0.05                  |
          the input took the time            | cheap     | input=1.8                              | SLOW_INPUT
          the taker took the time            | cheap     | items=100000 taking=1.8                | SLOW_TAKING
          our own time between results       | cheap     | taking=1.8                             | OVERHEAD

          large items                        | data      |                                        | TOO_MUCH_DATA
          large results                      | data      | argumentBytes=0 resultBytes=419430400  | TOO_MUCH_DATA
          a quarter of a MiB                 | data      | argumentBytes=26214400                 | TOO_MUCH_DATA
          just less                          | data      | argumentBytes=26200000 resultBytes=0   |
          the function takes longer          | data      | compute=11                             |
          workers are busy meanwhile         | data      | compute=38 transfer=60                 |
          the same object                    | resent    |                                        | RESENT_OBJECT
          the same object is half of it      | resent    | argumentBytes=2090000000               | RESENT_OBJECT
          the same object is the lesser part | resent    | argumentBytes=4194304000               | TOO_MUCH_DATA RESENT_OBJECT
          sent again, hardly any time        | resent    | callerCoding=0.1 transfer=0.1 compute=39 |
          sent once per worker               | resent    | resentTimes=4 resentBytes=262144000    | TOO_MUCH_DATA

          many repeats                       | healthy   | distinct=100                           | REPEATED_CALLS
          a third                            | healthy   | distinct=640                           | REPEATED_CALLS
          less than a third                  | healthy   | distinct=720                           |
          functions without arguments        | healthy   | distinct=1 hasArguments=false          |
          nine items                         | healthy   | items=9 distinct=1                     |
          computing is the lesser part       | healthy   | distinct=1 compute=11 workers=1 wall=38 |

          small chunks                       | small     |                                        | CHUNK_SIZE
          small and automatic                | small     | chunkSize=0                            |
          small, and no worker waits         | small     | compute=7.8                            |
          small, and coding is the limit     | small     | callerCoding=1.8                       |
          an eighth of what is good          | small     | chunkSize=31 chunks=646                | CHUNK_SIZE
          not that far                       | small     | chunkSize=32 chunks=625                |
          few small chunks                   | small     | items=99 chunks=99                     |
          large chunks                       | large     |                                        | CHUNK_SIZE
          large and automatic                | large     | chunkSize=0                            |
          large, one for each                | large     | chunkSize=250 chunks=4 compute=38      |
          uneven, and many all the same      | large     | chunkSize=62 chunks=17                 |

          one long item                      | straggler |                                        | STRAGGLER
          just half of the job               | straggler | slowest=5                              | STRAGGLER
          less than half                     | straggler | slowest=4.9                            |
          others are nearly as long          | straggler | items=3 compute=12.5                   |
          nobody waits for it                | straggler | compute=36                             |
          a short job                        | straggler | wall=0.2 compute=0.2 slowest=0.19      |

          more workers than cores            | crowd     |                                        | MORE_WORKERS_THAN_CORES
          half as many again                 | crowd     | workers=6 compute=58                   | MORE_WORKERS_THAN_CORES
          a few more                         | crowd     | cores=6                                |
          they wait for files                | crowd     | cpu=5 coreWait=1                       |
          a quota instead of a queue         | crowd     | coreWait=0                             | MORE_WORKERS_THAN_CORES
          nothing is known                   | crowd     | cpu=0 coreWait=0                       |
          they get the cores they need       | crowd     | cpu=70 coreWait=5                      |
          they have little to do             | crowd     | compute=39 cpu=20 coreWait=19          |
          slow input                         | idle      | input=5.1                              | SLOW_INPUT
          input takes less than half         | idle      | input=4.9                              |
          slow input and busy workers        | healthy   | input=9                                |
          slow taking                        | idle      | taking=5.1                             | SLOW_TAKING
          taking takes less than half        | idle      | taking=4.9                             |
          slow taking and busy workers       | healthy   | taking=9                               |
          """)
  void shouldSayOnly(
      String name, String base, @Nullable String changes, @Nullable String expected) {
    assertThat(Advisor.advise(job(base, changes).evidence()).stream().map(Advice::kind))
        .as(name)
        .map(Enum::name)
        .containsExactly(expected == null ? new String[0] : expected.split(" "));
  }

  @Test
  void shouldSayTheTwoThatSaveMost() {
    Job job = job("cheap", "chunks=1000000 chunkSize=1 distinct=10");

    assertThat(Advisor.advise(job.evidence()))
        .extracting(Advice::kind)
        .containsExactly(CHUNK_SIZE, OVERHEAD);
  }

  @Test
  void shouldNameTheNumbers() {
    assertThat(Advisor.advise(job("cheap", "").evidence()).get(0).evidence())
        .isEqualTo(
            "1,000,000 items took 0.4 µs of work each but 2.0 µs each with coding and sending (a"
                + " round trip to a worker takes about 60 µs): a plain loop would take about 400 ms"
                + " instead of 2.0 s.");
  }

  @Test
  void shouldRoundWhatIsEstimated() {
    Job job = job("healthy", "items=100000 distinct=10123");

    assertThat(Advisor.advise(job.evidence()).get(0).evidence())
        .startsWith("About 90,000 of 100,000 calls repeat an argument");
  }

  @Test
  void shouldKeepTheReportAsItIs() {
    Evidence evidence = job("straggler", "").evidence();

    assertThat(Advisor.report(evidence))
        .usingRecursiveComparison()
        .ignoringFields("advice")
        .isEqualTo(evidence.report());
    assertThat(Advisor.report(evidence).advice()).hasSize(1);
  }
}
