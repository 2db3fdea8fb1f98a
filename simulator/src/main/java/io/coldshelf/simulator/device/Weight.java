package io.coldshelf.simulator.device;

/** What lies on a simulated scale. Asked from the scale's own threads. */
public interface Weight {

  /**
   * Everything on the platform, its dead load included.
   *
   * @return kilograms; any finite number
   */
  double kilograms();

  /**
   * Whether the platform is at rest.
   *
   * @return false while something is being put down or picked up
   */
  boolean stable();
}
