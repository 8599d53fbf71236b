package io.processpool.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails the class of tests after which a leak was told; registered for all of them. */
public final class NoLeaks implements AfterAllCallback {

  @Override
  public void afterAll(ExtensionContext context) {
    findLeaks();
    assertThat(LeakWatch.take()).as("buffers leaked by this class or one before it").isEmpty();
  }

  /** Lost buffers are noticed when they were collected and another one is made. */
  static void findLeaks() {
    System.gc();
    PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
  }
}
