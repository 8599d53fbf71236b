package io.processpool.process;

import java.lang.module.ModuleFinder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a worker takes over from the coordinator's own command line: assertions, the search for
 * leaks of buffers, preview features, openings of modules and access to native code, nothing else.
 * A debugger's port, a heap, a recording or a log file would clash between the JVMs. Pure.
 *
 * <p>In a worker all code is on the class path. So of the module flags only those about the JDK's
 * own modules are kept (a JVM that is told to add a module it cannot find does not start), and what
 * was opened to a named module is opened to the class path.
 */
final class CopiedFlags {

  private static final Pattern AS_THEY_ARE =
      Pattern.compile(
          "--enable-preview|-(ea|da|enableassertions|disableassertions)(:.+)?"
              + "|-(esa|dsa|enablesystemassertions|disablesystemassertions)"
              + "|-Dio\\.netty\\.leakDetection\\..+");
  private static final Pattern OPENING =
      Pattern.compile("--add-(?:opens|exports|reads)=([^/=]+)(?:/[^=]+)?=(.+)");
  private static final String ADD_MODULES = "--add-modules=";
  private static final String NATIVE_ACCESS = "--enable-native-access=";
  private static final String CLASS_PATH = "ALL-UNNAMED";

  private CopiedFlags() {}

  static List<String> from(List<String> flags) {
    return flags.stream().map(CopiedFlags::copy).flatMap(Optional::stream).toList();
  }

  private static Optional<String> copy(String flag) {
    if (AS_THEY_ARE.matcher(flag).matches()) {
      return Optional.of(flag);
    }
    if (flag.startsWith(ADD_MODULES)) {
      return addModules(flag.substring(ADD_MODULES.length()));
    }
    if (flag.startsWith(NATIVE_ACCESS)) {
      return Optional.of(NATIVE_ACCESS + CLASS_PATH);
    }
    var opening = OPENING.matcher(flag);
    if (opening.matches() && ofTheJdk(opening.group(1))) {
      String targets =
          Arrays.stream(opening.group(2).split(","))
              .map(target -> ofTheJdk(target) ? target : CLASS_PATH)
              .distinct()
              .collect(Collectors.joining(","));
      return Optional.of(flag.substring(0, opening.start(2)) + targets);
    }
    return Optional.empty();
  }

  private static Optional<String> addModules(String names) {
    String kept =
        Arrays.stream(names.split(","))
            .filter(name -> name.matches("ALL-(SYSTEM|DEFAULT)") || ofTheJdk(name))
            .collect(Collectors.joining(","));
    return kept.isEmpty() ? Optional.empty() : Optional.of(ADD_MODULES + kept);
  }

  private static boolean ofTheJdk(String module) {
    return (module.startsWith("java.") || module.startsWith("jdk."))
        && ModuleFinder.ofSystem().find(module).isPresent();
  }
}
