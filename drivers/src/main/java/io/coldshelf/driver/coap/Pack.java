package io.coldshelf.driver.coap;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.SenmlName;
import io.coldshelf.senml.SenmlException;
import io.coldshelf.senml.SenmlReader;
import io.coldshelf.senml.SenmlRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.californium.core.coap.MediaTypeRegistry;

/** Makes readings of the SenML of one device. A record that no point asks for is passed over. */
final class Pack {

  /** Times older than this are a clock that was never set. */
  private static final long OLDEST_MILLIS = Duration.ofDays(60).toMillis();

  private final DeviceSetup setup;
  private final InstantSource wall;

  /** The longest name first, so that {@code core-temperature} is not {@code temperature}. */
  private final List<Source> sources;

  Pack(DeviceSetup setup, InstantSource wall) {
    this.setup = setup;
    this.wall = wall;
    this.sources =
        setup.profile().points().stream()
            .map(this::source)
            .sorted(Comparator.comparingInt((Source s) -> s.name().length()).reversed())
            .toList();
  }

  /** A point, and how its records' names end. */
  private record Source(PointId id, PointProfile point, String name) {}

  private Source source(PointProfile point) {
    if (point.source().orElse(null) instanceof SenmlName senml) {
      return new Source(new PointId(setup.name(), point.name()), point, senml.name());
    }
    throw new IllegalArgumentException(
        "point '" + point.name() + "' of '" + setup.profile().name() + "' names no SenML record");
  }

  /** Whether a content format is one that can be read. */
  static boolean isReadable(int contentFormat) {
    return contentFormat == MediaTypeRegistry.APPLICATION_SENML_JSON
        || contentFormat == MediaTypeRegistry.APPLICATION_SENML_CBOR;
  }

  /**
   * Reads a pack as a whole.
   *
   * @param contentFormat one that is readable
   * @param arrivedMillis when it came, by the device's clock
   * @return the readings, in the order of their times
   * @throws SenmlException when it is none
   */
  List<Observation> read(int contentFormat, byte[] payload, long arrivedMillis) {
    long now = wall.millis();
    List<SenmlRecord> records =
        contentFormat == MediaTypeRegistry.APPLICATION_SENML_CBOR
            ? SenmlReader.read(payload, now)
            : SenmlReader.readJson(payload, now);
    List<Reading> readings = new ArrayList<>();
    for (SenmlRecord each : records) {
      reading(each, arrivedMillis - age(each.timeMillis(), now)).ifPresent(readings::add);
    }
    readings.sort(Comparator.comparingLong(Reading::timeMillis));
    return List.copyOf(readings);
  }

  /** A sensor's clock that is ahead, or was never set, says nothing: then it was measured now. */
  private static long age(long measured, long now) {
    long age = now - measured;
    return age >= 0 && age <= OLDEST_MILLIS ? age : 0;
  }

  private Optional<Reading> reading(SenmlRecord sent, long timeMillis) {
    return sources.stream()
        .filter(source -> sent.name().endsWith(source.name()))
        .findFirst()
        .map(source -> reading(source, sent, timeMillis));
  }

  private static Reading reading(Source source, SenmlRecord sent, long timeMillis) {
    String unit = source.point().unit();
    if (!sent.unit().isEmpty() && !sent.unit().equals(unit)) {
      return Reading.missing(source.id(), timeMillis, Quality.BAD_CONFIGURATION);
    }
    return switch (sent.value()) {
      case SenmlRecord.Numeric numeric when numeric.number().isPresent() ->
          valid(source, timeMillis, numeric.number().getAsDouble());
      case SenmlRecord.Truth truth -> valid(source, timeMillis, truth.on() ? 1 : 0);
      case SenmlRecord.Numeric _,
          SenmlRecord.Text _,
          SenmlRecord.Data _,
          SenmlRecord.Summarised _ ->
          Reading.missing(source.id(), timeMillis, Quality.BAD_ENCODING);
    };
  }

  private static Reading valid(Source source, long timeMillis, double value) {
    return source.point().valid().contains(value)
        ? Reading.good(source.id(), timeMillis, value)
        : Reading.missing(source.id(), timeMillis, Quality.BAD_OUT_OF_RANGE);
  }
}
