package io.coldshelf.driver.board;

/** Lets time go by: {@code Thread::sleep}. */
@FunctionalInterface
public interface Pause {

  /**
   * Waits.
   *
   * @param millis how long
   * @throws InterruptedException when asked to stop
   */
  void of(long millis) throws InterruptedException;
}
