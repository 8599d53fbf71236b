package io.processpool.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The map of the packages, read line by line because its order means something. */
final class AllowedImports {

  private static final String FILE = "allowed-imports.properties";

  private AllowedImports() {}

  /** Package to the packages it may import, in the order of the file. */
  static Map<String, SortedSet<String>> read() {
    Map<String, SortedSet<String>> map = new LinkedHashMap<>();
    try (InputStream stream = requireNonNull(AllowedImports.class.getResourceAsStream(FILE), FILE);
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      reader
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> add(map, line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return map;
  }

  private static void add(Map<String, SortedSet<String>> map, String line) {
    String[] sides = line.split("=", -1);
    if (sides.length != 2 || line.endsWith("\\")) {
      throw new IllegalStateException(
          FILE + ": line is \"" + line + "\" (expected: <package> = <package>, ..., on one line)");
    }
    SortedSet<String> targets =
        Arrays.stream(sides[1].split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    if (map.put(sides[0].strip(), targets) != null) {
      throw new IllegalStateException(FILE + ": " + sides[0].strip() + " is listed twice");
    }
  }
}
