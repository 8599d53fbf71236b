package io.processpool.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.profile.Profile.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotMethodsTest {

  @Test
  void shouldCountWhatRanAndWhatCalledIt() {
    HotMethods methods = new HotMethods();
    methods.add(List.of("noise", "task", "run"));
    methods.add(List.of("noise", "noise", "task", "run"));
    methods.add(List.of("task", "run"));
    methods.add(List.of());

    Profile profile = methods.top(10, 2);

    assertThat(profile)
        .isEqualTo(new Profile(2, 3, List.of(new Method("noise", 2, 2), new Method("task", 1, 3))));
    assertThat(profile.lines())
        .containsExactly(
            "profile: 3 samples of 2 worker processes",
            "    own      sum  own %  sum %  method",
            "      2        2   66.7   66.7  noise",
            "      1        3   33.3  100.0  task");
  }
}
