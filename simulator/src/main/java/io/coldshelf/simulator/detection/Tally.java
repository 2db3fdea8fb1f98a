package io.coldshelf.simulator.detection;

import io.coldshelf.model.EventKind;

/** What came of a family of worlds, for the agent and for the naive rule. */
public final class Tally {

  private final Score agent;
  private final Score naive;
  private final Looks looks = new Looks();
  private long stateBytes;

  Tally(EventKind kind, long lastingMillis) {
    agent = new Score(kind, lastingMillis);
    naive = new Score(kind, lastingMillis);
  }

  void add(Scene scene, VirtualAgent said, Naive simple) {
    agent.add(scene.truth(), said.raised(), scene);
    naive.add(scene.truth(), simple.raised(), scene);
    stateBytes = Math.max(stateBytes, said.stateBytes());
  }

  /**
   * The agent's.
   *
   * @return grows with each world
   */
  public Score agent() {
    return agent;
  }

  /**
   * The naive rule's, on the same input.
   *
   * @return grows with each world
   */
  public Score naive() {
    return naive;
  }

  /**
   * What was looked at in between.
   *
   * @return grows with each world
   */
  public Looks looks() {
    return looks;
  }

  /**
   * The most that all detectors of a world had to remember, as written.
   *
   * @return bytes
   */
  public long stateBytes() {
    return stateBytes;
  }
}
