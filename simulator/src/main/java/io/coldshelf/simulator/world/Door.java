package io.coldshelf.simulator.world;

import io.coldshelf.simulator.truth.Condition;

/** The door of a compartment. */
public final class Door {

  private final World world;
  private final Lasting open;
  private int hands;

  Door(World world, String compartment) {
    this.world = world;
    this.open = new Lasting(world, compartment, Condition.DOOR_OPEN);
  }

  /**
   * Whether it is open at the world's present.
   *
   * @return what its contact says
   */
  public boolean isOpen() {
    return open.lasts();
  }

  /**
   * Opens it for some time; two who hold it keep it open until the last one lets go.
   *
   * @param timeMillis when, milliseconds since 1970
   * @param forMillis how long
   */
  public void openAt(long timeMillis, long forMillis) {
    world.at(timeMillis, () -> hold(1));
    world.at(timeMillis + forMillis, () -> hold(-1));
  }

  private void hold(int more) {
    hands += more;
    open.set(hands > 0);
  }
}
