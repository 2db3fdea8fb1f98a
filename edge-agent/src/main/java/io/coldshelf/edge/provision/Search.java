package io.coldshelf.edge.provision;

/** Looks for devices at one kind of place. */
@FunctionalInterface
public interface Search {

  /**
   * Looks.
   *
   * @param report hears what is found
   * @throws InterruptedException when asked to stop; what was found is reported by then
   */
  void run(Report report) throws InterruptedException;
}
