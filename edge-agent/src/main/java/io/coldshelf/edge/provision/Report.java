package io.coldshelf.edge.provision;

/** Hears from a search while it goes on. Called from any thread. */
public interface Report {

  /**
   * Where the search is now; overtaken by the next.
   *
   * @param place a few words
   */
  void looking(String place);

  /**
   * A device was found.
   *
   * @param found which
   */
  void found(Found found);

  /**
   * Something that an installer should know: a port that is busy, a host that is no device.
   *
   * @param place where
   * @param note a sentence
   */
  void note(String place, String note);
}
