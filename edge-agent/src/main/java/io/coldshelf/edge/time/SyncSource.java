package io.coldshelf.edge.time;

/** Tells whether the machine's clock can be trusted. */
@FunctionalInterface
public interface SyncSource {

  /**
   * How it is now. Quick: it is asked from the pipeline's thread.
   *
   * @return what is known
   */
  Sync state();
}
