package io.coldshelf.edge.time;

import io.coldshelf.model.AntennaState;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;

/** Observations at another time of day. */
public final class Moved {

  private Moved() {}

  /**
   * The same, so much later.
   *
   * @param observation what was observed
   * @param millis how much; negative for earlier
   * @return the same object where it does not move
   */
  public static Observation by(Observation observation, long millis) {
    if (millis == 0) {
      return observation;
    }
    return switch (observation) {
      case Reading reading -> by(reading, millis);
      case TagReport report ->
          new TagReport(
              report.device(),
              report.antenna(),
              report.epc(),
              report.timeMillis() + millis,
              report.firstSeenMillis() + millis,
              report.count(),
              report.rssiDbm());
      case AntennaState antenna ->
          new AntennaState(
              antenna.device(),
              antenna.antenna(),
              antenna.timeMillis() + millis,
              antenna.connected());
      case DeviceState state -> by(state, millis);
      case DataGap gap ->
          new DataGap(gap.device(), gap.timeMillis() + millis, gap.lost(), gap.reason());
    };
  }

  /**
   * The same reading, so much later.
   *
   * @param reading a value at a time
   * @param millis how much; negative for earlier
   * @return the reading
   */
  public static Reading by(Reading reading, long millis) {
    return new Reading(
        reading.point(), reading.timeMillis() + millis, reading.value(), reading.quality());
  }

  /**
   * The same state, so much later.
   *
   * @param state of a device
   * @param millis how much; negative for earlier
   * @return the state
   */
  public static DeviceState by(DeviceState state, long millis) {
    return new DeviceState(
        state.device(),
        state.timeMillis() + millis,
        state.online(),
        state.reason(),
        state.suggestion());
  }
}
