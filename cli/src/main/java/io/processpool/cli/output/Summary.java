package io.processpool.cli.output;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of a job, as it is written to a file. Immutable.
 *
 * @param counts how the items ended
 * @param times how long it took
 * @param setup how it was run
 * @param wire what crossed the sockets
 * @param failures each failed item
 */
@JsonPropertyOrder({"counts", "times", "setup", "wire", "failures"})
public record Summary(
    @com.fasterxml.jackson.annotation.JsonUnwrapped Counts counts,
    @com.fasterxml.jackson.annotation.JsonUnwrapped Times times,
    @com.fasterxml.jackson.annotation.JsonUnwrapped Setup setup,
    @com.fasterxml.jackson.annotation.JsonUnwrapped Wire wire,
    List<Failed> failures) {

  /**
   * How the items ended.
   *
   * @param items all of them
   * @param ok with a result
   * @param failed with a failure; the rest was not begun or not finished
   */
  public record Counts(long items, long ok, long failed) {}

  /**
   * How long it took.
   *
   * @param wallSeconds from the start of the pool to the last result
   * @param taskSeconds the sum over all items
   */
  public record Times(
      @JsonProperty("wall_s") double wallSeconds, @JsonProperty("task_s") double taskSeconds) {}

  /**
   * How it was run.
   *
   * @param workers how many at a time
   * @param mode where
   * @param order how results were taken
   * @param chunkSize a number or {@code auto}
   */
  public record Setup(
      int workers, String mode, String order, @JsonProperty("chunk_size") Object chunkSize) {}

  /**
   * What crossed the sockets in the life of the pool; all zero without one.
   *
   * @param bytesOut bytes to workers
   * @param bytesIn bytes from workers
   * @param framesOut frames to workers
   * @param framesIn frames from workers
   */
  public record Wire(
      @JsonProperty("bytes_out") long bytesOut,
      @JsonProperty("bytes_in") long bytesIn,
      @JsonProperty("frames_out") long framesOut,
      @JsonProperty("frames_in") long framesIn) {}

  /**
   * A failed item.
   *
   * @param file its name
   * @param error what is wrong with it
   */
  public record Failed(String file, String error) {}

  /**
   * The share of the workers' time that was spent on items.
   *
   * @return 0 to about 1; 0 if no time passed
   */
  public double efficiency() {
    double available = times.wallSeconds * setup.workers;
    return available == 0 ? 0 : times.taskSeconds / available;
  }

  /**
   * Writes it as one JSON object.
   *
   * @param file replaced if it is there
   * @throws IOException if it cannot be written
   */
  public void writeTo(Path file) throws IOException {
    JsonFile.write(file, this);
  }
}
