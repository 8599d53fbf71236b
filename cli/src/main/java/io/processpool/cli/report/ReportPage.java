package io.processpool.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes one HTML page of the data, the page's own style and scripts, and the chart library. The
 * page may run these and load nothing: its security policy names them by their hashes. Pure.
 */
final class ReportPage {

  private static final String WEBJAR = "/META-INF/resources/webjars/chart.js/4.5.1/";
  private static final String[] SCRIPTS = {"page.js", "charts.js", "lessons.js", "report.js"};

  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  private ReportPage() {}

  /**
   * The page. Only the data holds words of the user; the rest is ours, and known to be harmless.
   */
  static byte[] html(ReportData data) {
    String style = own("report.css");
    String charts = "/*\n" + text(WEBJAR + "LICENSE.md") + "*/\n" + library();
    StringBuilder script = new StringBuilder();
    for (String name : SCRIPTS) {
      script.append(own(name));
    }
    String policy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src %s; script-src %s %s"
            .formatted(hash(style), hash(charts), hash(script.toString()));
    String page = own("report.html");
    page = put(page, "policy", policy);
    page = put(page, "title", "processpool " + data.head().command());
    page = put(page, "style", style);
    page = put(page, "charts", charts);
    page = put(page, "script", script.toString());
    page = put(page, "data", json(data)); // last, since it may hold anything
    return page.getBytes(StandardCharsets.UTF_8);
  }

  /** Inside a script element nothing begins another tag or a comment. */
  static String json(Object data) {
    return MAPPER.writeValueAsString(data).replace("<", "\\u003c").replace("&", "\\u0026");
  }

  private static String put(String page, String place, String text) {
    int at = page.indexOf("{{" + place + "}}");
    return page.substring(0, at) + text + page.substring(at + place.length() + 4);
  }

  /** Without the line that names a source map: a browser would ask for it. */
  private static String library() {
    return text(WEBJAR + "dist/chart.umd.min.js").replaceAll("(?m)^//# sourceMappingURL=.*$", "");
  }

  private static String own(String name) {
    return text("/io/processpool/cli/report/" + name);
  }

  private static String text(String resource) {
    try (InputStream in = ReportPage.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read", e);
    }
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] sum = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
