package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.task.TaskFunction;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Eight large arrays as arguments, and as results too if wanted. */
final class Arrays8 implements Workload {

  private static final int COUNT = 8;

  private final Pool pool = Pool.open(2);
  private final TaskFunction<Object, Object> function;
  private final List<Object> arrays;

  Arrays8(String type, String way, int bytesEach) {
    this.function =
        switch (way) {
          case "there" -> array -> Array.getLength(array);
          case "and-back" -> array -> array;
          default ->
              throw new IllegalArgumentException("way: " + way + " (expected: there or and-back)");
        };
    this.arrays = IntStream.range(0, COUNT).mapToObj(i -> filled(type, bytesEach, i)).toList();
  }

  private static Object filled(String type, int bytes, int value) {
    switch (type) {
      case "byte" -> {
        byte[] array = new byte[bytes];
        Arrays.fill(array, (byte) value);
        return array;
      }
      case "float" -> {
        float[] array = new float[bytes / Float.BYTES];
        Arrays.fill(array, value);
        return array;
      }
      case "double" -> {
        double[] array = new double[bytes / Double.BYTES];
        Arrays.fill(array, value);
        return array;
      }
      default ->
          throw new IllegalArgumentException(
              "type: " + type + " (expected: byte, float or double)");
    }
  }

  @Override
  public Map<String, Double> sample() {
    long begin = System.nanoTime();
    List<Object> results = pool.map(function, arrays, JobOptions.defaults().chunkSize(1));
    double seconds = Seconds.since(begin);
    Object last = results.get(COUNT - 1);
    int length = last instanceof Integer number ? number : Array.getLength(last);
    Expect.equal("length of the last array", Array.getLength(arrays.get(COUNT - 1)), length);
    return Map.of("seconds", seconds);
  }

  @Override
  public void close() {
    pool.close();
  }
}
