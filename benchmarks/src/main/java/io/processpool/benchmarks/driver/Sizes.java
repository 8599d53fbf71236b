package io.processpool.benchmarks.driver;

/**
 * How much of each work makes a sample.
 *
 * @param calls round trips of which the median is taken
 * @param arrayMib of each of eight large arrays
 * @param sharedMib of the array that is shared
 * @param sentItems how many of its 1,000 items are sent with the array for comparison
 * @param manyItems for times per item
 * @param streamItems through a small heap
 */
record Sizes(
    String calls,
    int arrayMib,
    int sharedMib,
    String sentItems,
    String manyItems,
    String streamItems) {

  static final Sizes FULL = new Sizes("2000", 64, 8, "1000", "2000000", "10000000");
  static final Sizes QUICK = new Sizes("500", 64, 8, "50", "1000000", "1000000");
}
