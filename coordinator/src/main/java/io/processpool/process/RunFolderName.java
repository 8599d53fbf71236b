package io.processpool.process;

import java.security.SecureRandom;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code processpool-<pid>-<random>}: short, as it is part of a socket's path. */
final class RunFolderName {

  /** What the longest name looks like. */
  static final String LONGEST = "processpool-4194304-xxxxxxxx";

  private static final Pattern FORM = Pattern.compile("processpool-(\\d{1,18})-[0-9a-z]{8}");
  private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  private RunFolderName() {}

  static String fresh() {
    StringBuilder name =
        new StringBuilder("processpool-").append(ProcessHandle.current().pid()).append('-');
    for (int i = 0; i < 8; i++) {
      name.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return name.toString();
  }

  /** The process that made a folder of this name; empty if it is none of ours. */
  static OptionalLong pidOf(String name) {
    Matcher matcher = FORM.matcher(name);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
