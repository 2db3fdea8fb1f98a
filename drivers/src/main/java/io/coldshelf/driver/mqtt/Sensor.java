package io.coldshelf.driver.mqtt;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.json.Json;
import io.coldshelf.driver.mqtt.FieldReader.Finding;
import io.coldshelf.driver.mqtt.Message.Published;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.MessageField;
import io.coldshelf.profile.Messages;
import io.coldshelf.profile.PointProfile;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What one device's messages say. Knows topics and payloads; used by one thread. */
final class Sensor {

  private static final System.Logger LOG = System.getLogger(Sensor.class.getName());

  private final DeviceSetup setup;
  private final Optional<String> id;
  private final Optional<String> availability;
  private final Map<String, List<Source>> sources = new HashMap<>();
  private final Stamp stamp;
  private final Map<PointId, Last> last = new HashMap<>();
  private boolean saidGarbled;

  /** A point and where it is said. */
  private record Source(PointId id, PointProfile point, MessageField field) {}

  /** What was said of a point last. */
  private record Last(String saidAt, double value, long timeMillis) {}

  /**
   * What one message comes to.
   *
   * @param availability what it says of that, if it is about that
   * @param observations what was measured
   */
  record Said(Optional<Boolean> availability, List<Observation> observations) {}

  /** Throws IllegalArgumentException for a person where profile and connection do not fit. */
  Sensor(DeviceSetup setup, String topic, InstantSource wall) {
    this.setup = setup;
    this.id = setup.connection().option(MqttDriver.ID);
    Messages messages = setup.profile().messages().orElse(Messages.UNKNOWN);
    this.availability = messages.availability().map(below -> topic + "/" + below);
    this.stamp = new Stamp(wall, messages.time());
    boolean chooses = false;
    for (PointProfile point : setup.profile().points()) {
      MessageField field = field(point);
      chooses |= field.choice().isPresent();
      String full = field.topic().isEmpty() ? topic : topic + "/" + field.topic();
      sources
          .computeIfAbsent(full, _ -> new ArrayList<>())
          .add(new Source(new PointId(setup.name(), point.name()), point, field));
    }
    if (id.isPresent() && !chooses) {
      throw new IllegalArgumentException(
          "'"
              + setup.connection().url()
              + "': '"
              + setup.profile().name()
              + "' has no sensors to choose among; remove 'id'");
    }
  }

  private MessageField field(PointProfile point) {
    return point
        .source()
        .filter(MessageField.class::isInstance)
        .map(MessageField.class::cast)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'"
                    + setup.profile().name()
                    + "' does not say in which message '"
                    + point.name()
                    + "' is"));
  }

  Set<String> topics() {
    Set<String> topics = new TreeSet<>(sources.keySet());
    availability.ifPresent(topics::add);
    return topics;
  }

  boolean tellsAvailability() {
    return availability.isPresent();
  }

  Said said(Published message) {
    if (message.payload().length == 0) {
      // This is how a kept message is deleted (MQTT 5, 3.3.1.3).
      return new Said(Optional.empty(), List.of());
    }
    Optional<Boolean> available =
        availability
            .filter(message.topic()::equals)
            .flatMap(_ -> Availability.of(message.payload()));
    List<Observation> observations = new ArrayList<>();
    List<Source> said = sources.getOrDefault(message.topic(), List.of());
    if (!said.isEmpty()) {
      FieldReader.understood(message.payload())
          .ifPresentOrElse(
              payload -> read(message, said, payload, observations),
              () -> garbled(message, said, observations));
    }
    return new Said(available, observations);
  }

  private void garbled(Published message, List<Source> said, List<Observation> observations) {
    if (!saidGarbled) {
      saidGarbled = true;
      LOG.log(
          Level.WARNING,
          "What {0} publishes on {1} is neither JSON nor a plain value, or too much of it;"
              + " such messages are no readings. This is said once.",
          setup.name(),
          message.topic());
    }
    if (!message.isRetained()) {
      for (Source source : said) {
        observations.add(
            Reading.missing(
                source.id(), forward(source.id(), message.arrivedMillis()), Quality.BAD_ENCODING));
      }
    }
  }

  private void read(
      Published message, List<Source> said, Json payload, List<Observation> observations) {
    Stamp.Said time = stamp.of(payload);
    if (message.isRetained() && !time.isTold()) {
      // It may be of last year. What is of now comes by itself.
      return;
    }
    long age = message.isRetained() ? time.ageMillis().orElse(0) : time.waitedMillis();
    long measured = message.arrivedMillis() - age;
    for (Source source : said) {
      switch (FieldReader.find(source.point(), source.field(), id, payload)) {
        case Finding.Silent _ -> {}
        case Finding.Missing missing ->
            observations.add(
                Reading.missing(source.id(), forward(source.id(), measured), missing.quality()));
        case Finding.Value value -> {
          if (!isRepeated(source.id(), time, value.value())) {
            long at = forward(source.id(), measured);
            last.put(source.id(), new Last(time.text(), value.value(), at));
            observations.add(Reading.good(source.id(), at, value.value()));
          }
        }
      }
    }
  }

  /** The same value of the same time was told before: nothing was measured since. */
  private boolean isRepeated(PointId point, Stamp.Said time, double value) {
    Last before = last.get(point);
    return before != null
        && !time.text().isEmpty()
        && before.saidAt().equals(time.text())
        && before.value() == value;
  }

  /** The times of one point do not run backwards, whatever clocks senders have. */
  private long forward(PointId point, long millis) {
    Last before = last.get(point);
    return before == null ? millis : Math.max(millis, before.timeMillis());
  }

  /** For a device that cannot be reached: no point has a value. */
  List<Observation> unreachable(long nowMillis) {
    List<Observation> missing = new ArrayList<>();
    for (List<Source> all : sources.values()) {
      for (Source source : all) {
        missing.add(Reading.missing(source.id(), nowMillis, Quality.BAD_NO_COMMUNICATION));
      }
    }
    return missing;
  }
}
