package io.processpool.conformance;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Prints what the shared pool was doing when a test failed. */
final class StatsOnFailure implements AfterTestExecutionCallback {

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()
        && context.getRequiredTestInstance() instanceof PoolContract contract) {
      System.out.println(context.getDisplayName() + " failed: " + contract.pool().stats());
    }
  }
}
