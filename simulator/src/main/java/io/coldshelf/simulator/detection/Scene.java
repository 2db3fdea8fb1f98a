package io.coldshelf.simulator.detection;

import io.coldshelf.model.Observation;
import io.coldshelf.simulator.truth.TruthEpisode;
import java.util.List;
import java.util.function.Consumer;

/** One world over some time, drawn from a seed: what its devices say, and what is true. */
interface Scene {

  /** So often it is looked at what the agent says of its state. */
  long LOOK_MILLIS = 60_000;

  /** The gateway's configuration, YAML. */
  String configuration();

  /**
   * Plays it, once.
   *
   * @param devices what the devices say, in the order of time
   */
  void play(Consumer<Observation> devices);

  /** When it begins, milliseconds since 1970. */
  long startMillis();

  /** When it has ended. */
  long endMillis();

  /** What was true, once it was played. */
  List<TruthEpisode> truth();

  /** What need not be told, but is not false where it is, once it was played. */
  default List<TruthEpisode> welcome() {
    return List.of();
  }

  /** How many devices, shelves or tags it stands for, to count false alarms by. */
  double subjects();

  /**
   * How long the best test that knows the latent parameters would have taken to tell of this, in
   * milliseconds.
   */
  double oracleMillis(TruthEpisode episode);

  /** The rule that everybody writes first. */
  Naive naive();

  /** Compares what the agent says of a state with what is true. */
  void look(VirtualAgent agent, long nowMillis, Looks looks);
}
