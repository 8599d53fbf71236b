package io.processpool.cli.lesson;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.processpool.api.Advice;
import io.processpool.cli.output.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One variant and what was measured of it. Immutable.
 *
 * @param variant its name
 * @param seconds how long it took
 * @param items how many items it worked on
 * @param wire what crossed the sockets the last time, all zero without a pool
 * @param result what came of it, equal where variants compute the same
 * @param advice what the pool had to say about the last repetition, empty without a pool
 * @param details what only this demonstration measures: numbers become columns, texts lines
 */
@JsonPropertyOrder({"variant", "seconds", "items", "wire", "result", "advice"})
public record Row(
    String variant,
    Seconds seconds,
    long items,
    @JsonUnwrapped Summary.Wire wire,
    String result,
    List<Advice> advice,
    @JsonAnyGetter Map<String, Object> details) {

  /** What a variant without a pool sends. */
  static final Summary.Wire NO_WIRE = new Summary.Wire(0, 0, 0, 0);

  /**
   * With one more detail.
   *
   * @param name in JSON, with underscores
   * @param value a number or a text
   * @return a changed copy
   */
  public Row with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new Row(variant, seconds, items, wire, result, advice, more);
  }

  /**
   * A number among the details.
   *
   * @param name its name
   * @return the number
   */
  public double number(String name) {
    if (details.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(variant + " has no number " + name + ": " + details);
  }

  /**
   * All bytes, both ways, divided by the items.
   *
   * @return 0 if nothing crossed
   */
  public double bytesPerItem() {
    return items == 0 ? 0 : (double) (wire.bytesOut() + wire.bytesIn()) / items;
  }
}
