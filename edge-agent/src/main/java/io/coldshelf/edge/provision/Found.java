package io.coldshelf.edge.provision;

import java.util.List;

/**
 * A device that was found.
 *
 * @param name proposed for the configuration; made unique when it is proposed
 * @param connect where it is, as {@code connect} takes it
 * @param what a few words for a person
 * @param profiles those that are right, the likeliest first; none where the model is not known
 * @param perhaps those that would go with what it answers, which proves nothing
 */
public record Found(
    String name, String connect, String what, List<String> profiles, List<String> perhaps) {

  /** Copies the lists. */
  public Found {
    profiles = List.copyOf(profiles);
    perhaps = List.copyOf(perhaps);
  }

  /**
   * A device of which no more is to be said.
   *
   * @param name as for the whole
   * @param connect as for the whole
   * @param what as for the whole
   * @param profiles as for the whole
   */
  public Found(String name, String connect, String what, List<String> profiles) {
    this(name, connect, what, profiles, List.of());
  }
}
