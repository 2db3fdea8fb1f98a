package io.coldshelf.driver.j1939;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.J1939Signal;
import io.coldshelf.profile.PointProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A vehicle that is asked by listening: what has piled up is dropped, and of what comes then each
 * signal is taken once, from the first that has it. What does not come within the time-out is
 * missing.
 */
final class Vehicle implements Device.Polled {

  private final DeviceSetup setup;
  private final CanBus bus;
  private final Runnable leave;
  private final Broadcasts broadcasts = new Broadcasts();
  private final List<Signal> signals;

  Vehicle(DeviceSetup setup, CanBus bus, Runnable leave) {
    this.setup = setup;
    this.bus = bus;
    this.leave = leave;
    this.signals = setup.profile().points().stream().map(point -> signal(setup, point)).toList();
  }

  /** A point, and where it is. */
  private record Signal(PointId id, PointProfile point, J1939Signal at) {

    boolean isIn(Broadcasts.Message message) {
      return at.pgn() == message.pgn() && at.source().orElse(message.source()) == message.source();
    }
  }

  private static Signal signal(DeviceSetup setup, PointProfile point) {
    if (point.source().orElse(null) instanceof J1939Signal at) {
      return new Signal(new PointId(setup.name(), point.name()), point, at);
    }
    throw new IllegalArgumentException(
        "point '" + point.name() + "' of '" + setup.profile().name() + "' names no signal");
  }

  @Override
  public Outcome read() {
    Map<PointId, Reading> heard = new HashMap<>();
    boolean anything = false;
    try {
      bus.listen(setup.timeout());
      long end = setup.clock().millis() + setup.timeout().toMillis();
      while (!isWhole(heard) && setup.clock().millis() < end) {
        Duration left = Duration.ofMillis(Math.max(1, end - setup.clock().millis()));
        List<CanFrame> frames = bus.frames(left);
        anything |= !frames.isEmpty();
        frames.forEach(frame -> take(frame, heard));
      }
    } catch (LineException e) {
      return e.fault();
    }
    if (heard.isEmpty()) {
      return silent(anything);
    }
    long now = setup.clock().millis();
    List<Observation> observations = new ArrayList<>();
    for (Signal signal : signals) {
      observations.add(
          heard.getOrDefault(
              signal.id(), Reading.missing(signal.id(), now, Quality.BAD_NO_COMMUNICATION)));
    }
    return new Outcome.Answer(observations);
  }

  private boolean isWhole(Map<PointId, Reading> heard) {
    return heard.size() == signals.size()
        && heard.values().stream().noneMatch(reading -> reading.quality().isBad());
  }

  private void take(CanFrame frame, Map<PointId, Reading> heard) {
    long now = setup.clock().millis();
    broadcasts
        .take(frame, now)
        .ifPresent(message -> {
          for (Signal signal : signals) {
            if (signal.isIn(message)) {
              heard.merge(
                  signal.id(),
                  SignalValue.reading(
                      signal.id(), signal.point(), signal.at(), message.data(), now),
                  // Of several units that send it, one may have no such sensor.
                  (first, then) -> first.quality().isBad() ? then : first);
            }
          }
        });
  }

  private Fault silent(boolean anything) {
    return anything
        ? new Fault(
            Fault.Kind.REFUSED,
            setup.name() + " says nothing that its profile asks for.",
            "Check that this is the FMS interface, and that the profile names its messages.")
        : new Fault(
            Fault.Kind.SILENT,
            "Nothing is heard on the bus of " + setup.name() + ".",
            "Check the ignition, CAN high and CAN low, and the bit rate in 'connect'.");
  }

  @Override
  public void close() {
    leave.run();
  }
}
