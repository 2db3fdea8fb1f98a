package io.coldshelf.simulator.world;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Those who come to a shelf, one after another. */
@FunctionalInterface
public interface Shoppers {

  /**
   * Who comes next.
   *
   * @param afterMillis when the one before came, milliseconds since 1970
   * @param chance the shelf's
   * @return the visit, or nothing when nobody comes any more
   */
  Optional<Visit> next(long afterMillis, RandomGenerator chance);
}
