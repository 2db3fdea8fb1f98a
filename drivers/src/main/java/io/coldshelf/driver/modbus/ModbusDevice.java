package io.coldshelf.driver.modbus;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.ModbusManner;
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
final class ModbusDevice implements Device.Settable {

  private static final System.Logger LOG = System.getLogger(ModbusDevice.class.getName());

  private final DeviceSetup setup;
  private final int unit;
  private final ModbusBus bus;
  private final Runnable onClose;
  private final Patience patience;

  /** Smaller than at first once the device has refused some of it. */
  private List<Span> plan;

  private boolean splitting;

  ModbusDevice(DeviceSetup setup, int unit, ModbusBus bus, Runnable onClose) {
    this.setup = setup;
    this.unit = unit;
    this.bus = bus;
    this.onClose = onClose;
    this.patience = new Patience(setup.timeout());
    this.plan = Span.plan(setup.profile().points(), manner());
  }

  private ModbusManner manner() {
    return setup.profile().facts().modbus();
  }

  private Reply ask(Question question) {
    return bus.ask(question, manner().guard(), patience.next(bus.slowest()), setup.clock());
  }

  @Override
  public Outcome read() {
    Poll poll = new Poll();
    Deque<Span> todo = new ArrayDeque<>(plan);
    while (!todo.isEmpty()) {
      Span span = todo.pop();
      switch (ask(span.request(unit))) {
        case Reply.Values values -> poll.take(span, values);
        case Reply.Refused refused -> {
          List<Span> smaller = Refusal.isAboutRange(refused.code()) ? span.split() : List.of();
          if (smaller.isEmpty()) {
            poll.miss(span, Refusal.of(refused.code()));
          } else {
            saySplitting(span);
            smaller.reversed().forEach(todo::push);
          }
        }
        case Reply.Written _ -> poll.miss(span, Reply.Failed.confused().fault());
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

  /** Once: whoever looks for the reason of more requests finds it in the log. */
  private void saySplitting(Span span) {
    if (!splitting) {
      splitting = true;
      LOG.log(
          System.Logger.Level.INFO,
          "{0} refuses {1} in one request and is asked for less at a time from now on. Write"
              + " ''holes: false'' or ''most: 1'' under ''modbus'' in the profile {2} if that is so"
              + " for the model.",
          setup.name(),
          span.described(),
          setup.profile().name());
    }
  }

  @Override
  public String wouldWrite(String point, double value) {
    return Setting.of(point(point), value).described() + ", unit " + unit;
  }

  private PointProfile point(String name) {
    return setup
        .profile()
        .point(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' has no point '%s'".formatted(setup.profile().name(), name)));
  }

  @Override
  public Outcome write(String name, double value) {
    PointProfile point = point(name);
    Setting setting = Setting.of(point, value);
    return switch (ask(setting.write(unit))) {
      case Reply.Written _ -> readBack(point, setting);
      case Reply.Refused refused -> Refusal.of(refused.code()).fault();
      case Reply.Failed failed ->
          new Outcome.Fault(
              failed.fault().kind(),
              failed.fault().reason() + "; whether the value was taken is not known",
              failed.fault().suggestion());
      case Reply.Values _ -> Reply.Failed.confused().fault();
    };
  }

  private Outcome readBack(PointProfile point, Setting setting) {
    Reply reply = ask(setting.readBack(unit));
    if (reply instanceof Reply.Values values) {
      if (values.words().equals(setting.words())) {
        PointId id = new PointId(setup.name(), point.name());
        return new Outcome.Answer(
            List.of(Counts.reading(id, point, values, setup.clock().millis())));
      }
      return new Outcome.Fault(
          Outcome.Fault.Kind.REFUSED,
          "the device confirmed the value and has another one: "
              + Counts.value(setting.register(), values).map(String::valueOf).orElse("none"),
          "Look whether its keyboard or another program sets it, and whether it limits the value.");
    }
    return new Outcome.Fault(
        Outcome.Fault.Kind.SILENT,
        "the device confirmed the value and could not be read back",
        "Read the point before anything else is done.");
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

    void take(Span span, Reply.Values values) {
      answered = true;
      patience.heard();
      asked.add(span);
      long now = setup.clock().millis();
      for (PointProfile point : span.points()) {
        readings.put(point, Counts.reading(id(point), point, values, now));
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
        if (fault.get().kind() == Outcome.Fault.Kind.SILENT) {
          patience.silent();
        }
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
