package io.coldshelf.simulator.world;

/** What can be wrong with a probe. */
public sealed interface ProbeFault {

  /** A DS18B20 that has lost power and has not measured since (its data sheet, memory map). */
  ProbeFault POWER_ON = new Says(85.0);

  /** What common one-wire software gives for a device that is not there. */
  ProbeFault BUS_LOST = new Says(-127.0);

  /** A sixteen-bit register of tenths at its end. */
  ProbeFault REGISTER_END = new Says(3276.7);

  /** Nothing comes from it. */
  record Unplugged() implements ProbeFault {}

  /** It repeats for ever what it said last. */
  record Stuck() implements ProbeFault {}

  /**
   * It says one thing, which is no temperature.
   *
   * @param celsius what it says, as if degrees Celsius
   */
  record Says(double celsius) implements ProbeFault {}
}
