package io.coldshelf.edge.detect;

import io.coldshelf.model.Event;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;

/** Where detectors put what they find. */
public interface Findings {

  /**
   * A change that someone should hear of.
   *
   * @param event what has changed
   */
  void event(Event event);

  /**
   * A derived reading, a shelf's stock for instance.
   *
   * @param reading the reading
   */
  void reading(Reading reading);

  /**
   * A tag before an antenna over a while.
   *
   * @param sighting the sighting
   */
  void sighting(Sighting sighting);
}
