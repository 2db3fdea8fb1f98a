package io.coldshelf.edge.provision;

import java.util.List;

/**
 * A device that was found.
 *
 * @param name proposed for the configuration; made unique when it is proposed
 * @param connect where it is, as {@code connect} takes it
 * @param what a few words for a person
 * @param profiles those that fit, the likeliest first; none where the model is not known
 */
public record Found(String name, String connect, String what, List<String> profiles) {

  /** Copies the list. */
  public Found {
    profiles = List.copyOf(profiles);
  }
}
