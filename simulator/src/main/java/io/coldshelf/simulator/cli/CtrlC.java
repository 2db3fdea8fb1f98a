package io.coldshelf.simulator.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Takes Ctrl-C for what it is to a show without an end: the ordinary way to end it. */
final class CtrlC {

  private static final long PATIENCE_SECONDS = 60;

  private static final Duration LAST_WORDS = Duration.ofSeconds(1);
  private static final int FAILED = 1;

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<Optional<Integer>> code = new AtomicReference<>(Optional.empty());
  private final Thread worker = Thread.currentThread();
  private final Runnable stop;

  private CtrlC(Runnable stop) {
    this.stop = stop;
  }

  /**
   * Does the work. On Ctrl-C and SIGTERM it is asked to end, may finish, and its exit code counts,
   * not the signal's.
   *
   * @param stop asks the work to end; called from another thread
   * @param work what is to be done
   * @return its exit code
   */
  static int endsIt(Runnable stop, Callable<Integer> work) throws Exception {
    CtrlC pressed = new CtrlC(stop);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(pressed::farewell));
    try {
      int code = work.call();
      pressed.code.set(Optional.of(code));
      return code;
    } finally {
      pressed.over.countDown();
    }
  }

  private void farewell() {
    if (over.getCount() == 0) {
      return; // it has ended by itself
    }
    stop.run();
    try {
      if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("coldshelf: it does not end; leaving it as it is");
      } else if (code.get().isEmpty()) {
        boolean _ = worker.join(LAST_WORDS); // it has failed, and is about to say why
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.flush();
    Runtime.getRuntime().halt(code.get().orElse(FAILED));
  }
}
