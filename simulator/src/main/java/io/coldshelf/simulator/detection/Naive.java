package io.coldshelf.simulator.detection;

import io.coldshelf.model.Observation;
import io.coldshelf.simulator.truth.Detected;
import java.util.List;

/** The rule that everybody writes first, on the same input. */
interface Naive {

  /** Takes what a device said. */
  void accept(Observation observation);

  /** Time has passed. */
  void tick(long nowMillis);

  /** The alerts that it would have raised. */
  List<Detected> raised();
}
