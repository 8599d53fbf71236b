package io.processpool.dispatch;

import io.processpool.backend.WorkerRef;

/**
 * Told who is to come and who may go. Called after the dispatcher's lock by any thread, so what is
 * told of one worker may come in any order; must not block.
 */
public interface Staffing {

  /** Nobody comes and nobody goes. */
  Staffing FIXED =
      new Staffing() {
        @Override
        public void succeed(WorkerRef worker) {}

        @Override
        public void dismiss(WorkerRef worker) {}
      };

  /** Another is to come to this worker's place, once, whether that is still there or not. */
  void succeed(WorkerRef worker);

  /** It holds nothing, will get nothing, and may go. */
  void dismiss(WorkerRef worker);
}
