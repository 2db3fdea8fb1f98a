package io.coldshelf.bridge;

import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Finding;
import io.coldshelf.model.Measure;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Severity;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.SenmlWriter;
import io.coldshelf.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Events and reports as a gateway would make them. */
public final class Samples {

  /** The gateway of all samples. */
  public static final Topics GATEWAY = new Topics("store-0042", "gw1");

  private Samples() {}

  /**
   * An event of a temperature alert.
   *
   * @param alert its alert
   * @param change what has happened
   * @param timeMillis when
   * @param worst how warm it was at worst
   * @return the event
   */
  public static Event breach(String alert, Change change, long timeMillis, double worst) {
    boolean closed = change == Change.CLOSED;
    return new Event(
        alert + "-" + change.code() + "-" + timeMillis,
        EventKind.TEMPERATURE_BREACH,
        change,
        "dairy-case",
        timeMillis,
        new Finding(
            alert,
            Severity.CRITICAL,
            1000,
            closed ? OptionalLong.of(timeMillis) : OptionalLong.empty(),
            "Dairy case is too warm: " + change.code(),
            Optional.of(new Measure(worst, "Cel", OptionalDouble.of(6), OptionalDouble.of(worst))),
            change == Change.OPENED ? Evidence.suggesting("Close the door.") : Evidence.NONE));
  }

  /**
   * Items are taken from a shelf.
   *
   * @param id the event's id
   * @param timeMillis when
   * @param left how many are left
   * @return the event
   */
  public static Event taken(String id, long timeMillis, double left) {
    return new Event(
        id,
        EventKind.ITEMS,
        Change.TAKEN,
        "milk-bay-1",
        timeMillis,
        new Finding(
            id,
            Severity.INFO,
            timeMillis,
            OptionalLong.empty(),
            "One was taken.",
            Optional.of(new Measure(left, "count", OptionalDouble.empty(), OptionalDouble.empty())),
            new Evidence(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(1),
                OptionalDouble.empty(),
                List.of(),
                Optional.empty())));
  }

  /**
   * A first block of one reading, which a doubtful clock has stamped.
   *
   * @param epoch the block's epoch
   * @param device the device of the reading
   * @return the block
   */
  public static Block doubtful(String epoch, String device) {
    return Block.of(
        epoch,
        Lane.READINGS,
        1,
        new Block.Span(0, 0, 1, Optional.of(new ClockState("boot1", 1000, false))),
        Block.Encoding.SENML,
        new SenmlWriter("gw1", _ -> "Cel")
            .write(
                List.of(Reading.good(new PointId(device, "temperature"), 300_000_000_000L, 4.5)),
                List.of()),
        Block.noHash());
  }

  /**
   * What the gateway says of itself.
   *
   * @return JSON, UTF-8
   */
  public static byte[] reported() {
    return """
    {"version": "0.1.0",
     "site": {"id": "store-0042", "name": "Tianhe 42", "gln": "6901234000016",
              "timezone": "Asia/Shanghai"},
     "devices": [{"name": "case-probe", "profile": "xy-md02", "title": "Probe",
                  "points": [{"name": "temperature", "title": "Air", "unit": "Cel"}]}],
     "shelves": [{"name": "milk-bay-1", "product": {"gtin": "06901234567892",
                  "name": "Whole milk 1 L"}, "capacity": 24, "lowAt": 6}],
     "compartments": [{"name": "dairy-case", "class": "chilled-milk", "title": "Dairy case",
                       "probes": ["case-probe/temperature"],
                       "limits": [{"side": "above", "celsius": 6.0, "graceSeconds": 600}]}]}
    """
        .getBytes(StandardCharsets.UTF_8);
  }
}
