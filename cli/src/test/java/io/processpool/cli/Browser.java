package io.processpool.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium as Debian installs it. To be closed. */
final class Browser implements AutoCloseable {

  private static final List<String> PLACES = List.of("/usr/bin", "/usr/local/bin", "/snap/bin");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Skips the test on a machine without a browser, unless it says that there must be one. */
  static Browser open() {
    Optional<File> chromium = find("chromium", "chromium-browser", "google-chrome");
    Optional<File> chromedriver = find("chromedriver");
    boolean there = chromium.isPresent() && chromedriver.isPresent();
    if ("required".equals(System.getenv("PROCESSPOOL_TEST_BROWSER"))) {
      assertThat(there).as("Chromium and its driver in %s", PLACES).isTrue();
    }
    assumeTrue(there, "no Chromium with its driver here: apt-get install chromium chromium-driver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow());
    // The sandbox needs rights that containers do not have; the pages are our own.
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.orElseThrow()) // or it would be downloaded
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Optional<File> find(String... names) {
    return List.of(names).stream()
        .flatMap(name -> PLACES.stream().map(place -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .map(Path::toFile)
        .findFirst();
  }

  void show(Path page, String scheme, int width) {
    var unused =
        driver.executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    unused =
        driver.executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    driver.get(page.toUri().toString());
  }

  /** The value of a JavaScript expression. */
  JsonNode ask(String expression) {
    Object json = driver.executeScript("return JSON.stringify(" + expression + ")");
    return JsonMapper.shared().readTree(String.valueOf(json));
  }

  /** How many bytes the page has on paper. */
  int print() {
    Object data =
        driver.executeCdpCommand("Page.printToPDF", Map.of("printBackground", true)).get("data");
    return String.valueOf(data).length();
  }

  /** What was written to the console since the last call, errors of the page among it. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** What was asked for since the last call, wherever it lies. */
  List<String> requests() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> JsonMapper.shared().readTree(entry.getMessage()).get("message"))
        .filter(event -> event.get("method").asString().equals("Network.requestWillBeSent"))
        .map(event -> event.at("/params/request/url").asString())
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
