package io.processpool.worker.run;

import static java.util.Objects.requireNonNull;

import io.processpool.message.CallShape;
import io.processpool.task.TaskBiFunction;
import io.processpool.task.TaskFunction;
import io.processpool.task.TaskSupplier;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Calls a user's function of any shape with an item. */
@FunctionalInterface
interface FunctionCall {

  @Nullable Object call(@Nullable Object item) throws Exception;

  @SuppressWarnings("unchecked") // the coordinator's signatures tied function and items together
  static FunctionCall of(CallShape shape, @Nullable Object decoded) {
    Object function = requireNonNull(decoded, "function");
    return switch (shape) {
      case FUNCTION -> item -> ((TaskFunction<@Nullable Object, ?>) function).call(item);
      case BI_FUNCTION -> pairs((TaskBiFunction<@Nullable Object, @Nullable Object, ?>) function);
      case SUPPLIER -> item -> ((TaskSupplier<@Nullable Object>) function).call();
      case CALLABLE -> item -> ((Callable<@Nullable Object>) function).call();
      case RUNNABLE ->
          item -> {
            ((Runnable) function).run();
            return null;
          };
    };
  }

  private static FunctionCall pairs(
      TaskBiFunction<@Nullable Object, @Nullable Object, ?> function) {
    return item -> {
      @Nullable Object[] pair = (@Nullable Object[]) requireNonNull(item, "pair");
      return function.call(pair[0], pair[1]);
    };
  }
}
