package io.coldshelf.driver.modbus;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.PointProfile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One unit on a bus. */
final class ModbusDevice implements Device.Polled {

  private final DeviceSetup setup;
  private final int unit;
  private final ModbusBus bus;
  private final Runnable onClose;

  /** Smaller than at first once the device has refused some of it. */
  private List<Span> plan;

  ModbusDevice(DeviceSetup setup, int unit, ModbusBus bus, Runnable onClose) {
    this.setup = setup;
    this.unit = unit;
    this.bus = bus;
    this.onClose = onClose;
    this.plan = Span.plan(setup.profile().points());
  }

  @Override
  public Outcome read() {
    Poll poll = new Poll();
    Deque<Span> todo = new ArrayDeque<>(plan);
    while (!todo.isEmpty()) {
      Span span = todo.pop();
      switch (bus.ask(span.request(unit), setup.timeout(), setup.clock())) {
        case Reply.Registers registers -> poll.take(span, registers);
        case Reply.Refused refused -> {
          List<Span> smaller = Refusal.isAboutRange(refused.code()) ? span.split() : List.of();
          if (smaller.isEmpty()) {
            poll.miss(span, Refusal.of(refused.code()));
          } else {
            smaller.reversed().forEach(todo::push);
          }
        }
        case Reply.Failed failed -> {
          poll.miss(span, failed.fault());
          todo.forEach(rest -> poll.miss(rest, failed.fault()));
          todo.clear();
        }
      }
    }
    if (poll.answered) {
      plan = List.copyOf(poll.asked);
    }
    return poll.outcome();
  }

  @Override
  public void close() {
    onClose.run();
  }

  /** What is known so far in one poll. */
  private final class Poll {

    private final Map<PointProfile, Reading> readings = new HashMap<>();
    private final List<Span> asked = new ArrayList<>();
    private Optional<Outcome.Fault> fault = Optional.empty();
    private boolean answered;

    void take(Span span, Reply.Registers registers) {
      answered = true;
      asked.add(span);
      long now = setup.clock().millis();
      for (PointProfile point : span.points()) {
        readings.put(point, Counts.reading(id(point), point, registers, now));
      }
    }

    void miss(Span span, Refusal refusal) {
      miss(span, refusal.quality(), refusal.fault());
    }

    void miss(Span span, Outcome.Fault why) {
      Quality quality =
          switch (why.kind()) {
            case UNREACHABLE, SILENT -> Quality.BAD_NO_COMMUNICATION;
            case GARBLED -> Quality.BAD_ENCODING;
            case REFUSED -> Quality.BAD_CONFIGURATION;
          };
      miss(span, quality, why);
    }

    private void miss(Span span, Quality quality, Outcome.Fault why) {
      asked.add(span);
      fault = fault.or(() -> Optional.of(why));
      long now = setup.clock().millis();
      for (PointProfile point : span.points()) {
        readings.put(point, Reading.missing(id(point), now, quality));
      }
    }

    Outcome outcome() {
      if (!answered && fault.isPresent()) {
        return fault.get();
      }
      List<Observation> inOrder = new ArrayList<>();
      for (PointProfile point : setup.profile().points()) {
        inOrder.add(Objects.requireNonNull(readings.get(point)));
      }
      return new Outcome.Answer(inOrder);
    }

    private PointId id(PointProfile point) {
      return new PointId(setup.name(), point.name());
    }
  }
}
