package io.processpool.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.report.ReportData.Failure;
import io.processpool.cli.report.ReportData.Head;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportPageTest {

  private static final String EVIL = "</script><script>alert(1)</script><!-- {{script}} & \u2028";

  private static final String PAGE =
      new String(
          ReportPage.html(
              new ReportData(
                  new Head("etl", List.of("etl", EVIL), EVIL, 1, "today", "here"),
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of(new Failure(EVIL, EVIL)),
                  List.of(),
                  null)),
          StandardCharsets.UTF_8);

  private static List<String> all(String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(PAGE)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  @Test
  void shouldKeepTheWordsOfTheUserInsideTheData() {
    assertThat(all("<script\\b")).as("data, library, page").hasSize(3);
    assertThat(PAGE).doesNotContain("alert(1)</script>");
    String begin = "id=\"data\">";
    int from = PAGE.indexOf(begin) + begin.length();
    JsonNode data =
        JsonMapper.shared().readTree(PAGE.substring(from, PAGE.indexOf("</script>", from)));
    assertThat(data.at("/failures/0/input").asString()).isEqualTo(EVIL);
    assertThat(data.at("/head/arguments/1").asString()).isEqualTo(EVIL);
  }

  @Test
  void shouldForbidAllThatDoesNotComeWithThePage() {
    assertThat(PAGE)
        .contains("content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src")
        .doesNotContain("unsafe-inline", "sourceMappingURL");
    assertThat(all("'sha256-[^']+'")).as("style and two scripts").hasSize(3);
    assertThat(all("(?:src|href)=\"[^#]")).as("what could be loaded").isEmpty();
    assertThat(all("\\{\\{\\w+}}"))
        .as("places left, but for the user's")
        .containsOnly("{{script}}");
  }

  @Test
  void shouldKeepTheLicenceOfTheChartLibrary() {
    assertThat(PAGE)
        .contains("Permission is hereby granted, free of charge", "Chart.js Contributors");
  }
}
