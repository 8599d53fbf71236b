package io.processpool.cli.lesson;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * All figures of a command, as they are written to a file. Immutable.
 *
 * @param command its name
 * @param java the version it ran on
 * @param processors how many this JVM may use
 * @param workers how many the user wanted
 * @param repetitions how often variants were measured at most
 * @param demonstrations what was shown
 */
@JsonPropertyOrder({"command", "java", "processors", "workers", "repetitions", "demonstrations"})
record LessonSummary(
    String command,
    String java,
    int processors,
    int workers,
    int repetitions,
    List<Demonstration> demonstrations) {}
