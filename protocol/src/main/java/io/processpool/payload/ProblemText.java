package io.processpool.payload;

import io.processpool.message.Unsendable;

/** One line for an exception's message. */
final class ProblemText {

  private ProblemText() {}

  static String of(Unsendable problem) {
    String type = TypeNames.full(problem.type());
    StringBuilder text = new StringBuilder(160);
    if (!problem.path().isEmpty()) {
      text.append(problem.path()).append(": ");
    } else if (!problem.type().isEmpty() && !problem.reason().contains(type)) {
      text.append(type).append(": ");
    }
    text.append(problem.reason());
    if (!problem.remedy().isEmpty()) {
      text.append("; ").append(problem.remedy());
    }
    return text.toString();
  }
}
