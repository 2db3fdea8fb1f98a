package io.coldshelf.driver.sysfs;

import io.coldshelf.model.Quality;

/** What the kernel gives for a channel. */
sealed interface KernelValue {

  /**
   * A number.
   *
   * @param value in the kernel's unit, or a count
   */
  record Measured(double value) implements KernelValue {}

  /**
   * None.
   *
   * @param quality why
   */
  record Bad(Quality quality) implements KernelValue {}
}
