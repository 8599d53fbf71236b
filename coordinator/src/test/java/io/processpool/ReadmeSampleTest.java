package io.processpool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample on the README's first screen is a program that compiles and runs. */
@Tag("process")
class ReadmeSampleTest {

  private static final Pattern SAMPLE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void shouldCompileAndRunTheSampleOfTheReadme() throws Exception {
    Path source = Files.writeString(folder.resolve("Squares.java"), sample());
    String classPath = System.getProperty("java.class.path");

    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), "-cp", classPath, source.toString());
    assertThat(compiled).isZero();

    List<String> lines = run(classPath + File.pathSeparator + folder);
    assertThat(lines).hasSize(4).first().isEqualTo("[1, 4, 9]");
    assertThat(lines.subList(1, 4)).allMatch(line -> line.startsWith("worker "));
  }

  private static String sample() throws IOException {
    Path readme = Path.of("..", "README.md");
    Matcher matcher = SAMPLE.matcher(Files.readString(readme));
    assertThat(matcher.find()).as("a java block in %s", readme).isTrue();
    return matcher.group(1);
  }

  private List<String> run(String classPath) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(java, "-cp", classPath, "Squares")
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("errors.txt"))).isZero();
    return Files.readAllLines(output);
  }
}
