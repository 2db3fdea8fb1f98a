package io.coldshelf.simulator.device;

import io.coldshelf.model.Epc;
import java.util.List;

/** The air before a simulated reader's antennas. */
@FunctionalInterface
public interface Field {

  /**
   * One inventory round of one antenna. Asked from the reader's own thread; must not block.
   *
   * @param antenna which antenna, from 1
   * @param timeMillis when, milliseconds since 1970
   * @return the tags that answer, in any order
   */
  List<Seen> round(int antenna, long timeMillis);

  /**
   * A tag that answers.
   *
   * @param epc what it says
   * @param rssiDbm how loud, -128 to 127 dBm
   */
  record Seen(Epc epc, int rssiDbm) {}
}
