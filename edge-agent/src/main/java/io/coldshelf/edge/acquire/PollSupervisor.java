package io.coldshelf.edge.acquire;

import io.coldshelf.driver.Outcome;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.PointProfile;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns what came of asking one device into what is said of it: its readings, when it was lost and
 * found, and a missing reading for every point at every time at which it was asked in vain, so that
 * a gap is seen.
 */
final class PollSupervisor {

  private enum Contact {
    UNKNOWN,
    ONLINE,
    LOST
  }

  private final String device;
  private final List<PointId> points;
  private Contact contact = Contact.UNKNOWN;

  PollSupervisor(String device, List<PointProfile> points) {
    this.device = device;
    this.points = points.stream().map(point -> new PointId(device, point.name())).toList();
  }

  List<Observation> heard(Outcome outcome, long nowMillis) {
    return switch (outcome) {
      case Outcome.Answer answer -> answered(answer, nowMillis);
      case Outcome.Fault fault -> failed(fault, nowMillis);
    };
  }

  private List<Observation> answered(Outcome.Answer answer, long nowMillis) {
    if (contact == Contact.ONLINE) {
      return answer.observations();
    }
    contact = Contact.ONLINE;
    List<Observation> said = new ArrayList<>();
    said.add(DeviceState.online(device, nowMillis));
    said.addAll(answer.observations());
    return said;
  }

  private List<Observation> failed(Outcome.Fault fault, long nowMillis) {
    List<Observation> said = new ArrayList<>();
    if (contact != Contact.LOST) {
      contact = Contact.LOST;
      said.add(new DeviceState(device, nowMillis, false, fault.reason(), fault.suggestion()));
    }
    for (PointId point : points) {
      // Whatever the fault, it is the device's: one alert for it, not one more for each point.
      said.add(Reading.missing(point, nowMillis, Quality.BAD_NO_COMMUNICATION));
    }
    return said;
  }
}
