package io.processpool.cli.lesson;

import java.util.List;

/** Something to be seen, live. Used once. */
public interface Lesson {

  /**
   * Its headline.
   *
   * @return a few words
   */
  String title();

  /**
   * What it does and why.
   *
   * @return a sentence or two
   */
  String about();

  /**
   * Does it. Blocks.
   *
   * @param bench measures
   * @return one demonstration or several
   */
  List<Demonstration> show(Bench bench);
}
