package io.processpool.advice;

import io.processpool.api.Advice;
import io.processpool.api.Advice.Kind;
import io.processpool.api.JobReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Asks all rules and keeps what matters most. */
public final class Advisor {

  private static final int MOST = 2;

  /** Nobody waits for a job that short. */
  private static final double LEAST_WALL_SECONDS = 0.1;

  private static final List<Rule> RULES =
      List.of(
          OverheadRule::check,
          DataRule::resent,
          DataRule::tooMuch,
          RepeatRule::check,
          ChunkRule::tooSmall,
          ChunkRule::tooLarge,
          StragglerRule::check,
          LimitRules::slowInput,
          LimitRules::slowTaking,
          LimitRules::moreWorkersThanCores);

  private Advisor() {}

  /** The report of a job, with advice. */
  public static JobReport report(Evidence evidence) {
    JobReport report = evidence.report();
    return new JobReport(
        report.job(),
        report.label(),
        report.wall(),
        report.items(),
        report.chunks(),
        report.times(),
        report.ipc(),
        report.workers(),
        report.slowest(),
        advise(evidence));
  }

  static List<Advice> advise(Evidence evidence) {
    if (!canJudge(evidence)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : RULES) {
      Finding finding = rule.check(evidence);
      if (finding != null && finding.isWorthIt()) {
        findings.add(finding);
      }
    }
    dropWhatSharingMends(findings);
    return findings.stream()
        .sorted(Comparator.comparingDouble(Finding::savedSeconds).reversed())
        .limit(MOST)
        .map(Finding::advice)
        .toList();
  }

  /** A lost worker costs time that no number here holds; of what did not end nothing is known. */
  private static boolean canJudge(Evidence evidence) {
    return evidence.finished()
        && evidence.items() > 1
        && evidence.report().items().retried() == 0
        && evidence.wall() >= LEAST_WALL_SECONDS;
  }

  /** Large items that are large because of one object are one complaint, not two. */
  private static void dropWhatSharingMends(List<Finding> findings) {
    double mended =
        findings.stream()
            .filter(finding -> finding.advice().kind() == Kind.RESENT_OBJECT)
            .mapToDouble(Finding::savedSeconds)
            .sum();
    findings.removeIf(
        finding ->
            finding.advice().kind() == Kind.TOO_MUCH_DATA && finding.savedSeconds() <= 2 * mended);
  }
}
