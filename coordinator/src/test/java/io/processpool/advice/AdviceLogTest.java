package io.processpool.advice;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AdviceLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.processpool.advice");
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  @BeforeEach
  void listen() {
    heard.start();
    logger.addAppender(heard);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(heard);
  }

  @Test
  void shouldWriteEachAdviceWithItsJob() {
    Job job = Job.healthy();
    job.distinct = 100;
    AdviceLog.jobEnded("p1", Advisor.report(job.evidence()));

    assertThat(heard.list).hasSize(1);
    assertThat(heard.list.get(0).getFormattedMessage())
        .startsWith("900 of 1,000 calls repeat")
        .endsWith("reuse what it returns.");
    assertThat(heard.list.get(0).getKeyValuePairs())
        .extracting(pair -> pair.key + "=" + pair.value)
        .containsExactly("pool=p1", "job=j1", "label=", "kind=REPEATED_CALLS");
  }

  @Test
  void shouldWriteNothingOfAHealthyJob() {
    AdviceLog.jobEnded("p1", Advisor.report(Job.healthy().evidence()));

    assertThat(heard.list).isEmpty();
  }
}
