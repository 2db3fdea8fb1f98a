package io.coldshelf.driver.coap;

import static java.util.stream.Collectors.joining;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.californium.core.coap.MediaTypeRegistry;

/** Makes readings of the SenML of one device. A record that no point asks for is passed over. */
final class Pack {

  /** Times older than this are a clock that was never set. */
  private static final long OLDEST_MILLIS = Duration.ofDays(60).toMillis();

  /** What parts the sensor's name from its value's. */
  private static final String SEPARATORS = ":/.";

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
   * @throws UnfitException when it is one, and not of this device
   */
  List<Observation> read(int contentFormat, byte[] payload, long arrivedMillis) {
    long now = wall.millis();
    List<SenmlRecord> records =
        contentFormat == MediaTypeRegistry.APPLICATION_SENML_CBOR
            ? SenmlReader.read(payload, now)
            : SenmlReader.readJson(payload, now);
    long sentMillis = sent(records, now);
    Map<Source, String> names = new HashMap<>();
    List<Reading> readings = new ArrayList<>();
    for (SenmlRecord each : records) {
      Optional<Source> source = source(each.name());
      if (source.isPresent()) {
        checkName(source.get(), each.name(), names);
        readings.add(reading(source.get(), each, arrivedMillis, sentMillis - each.timeMillis()));
      }
    }
    if (readings.isEmpty()) {
      throw new UnfitException(
          "no record is of %s: their names end in %s"
              .formatted(setup.name(), sources.stream().map(Source::name).collect(joining(", "))));
    }
    readings.sort(Comparator.comparingLong(Reading::timeMillis));
    return List.copyOf(readings);
  }

  /** Nothing is known of any point from now on. */
  List<Observation> silence(long nowMillis) {
    return sources.stream()
        .<Observation>map(
            source -> Reading.missing(source.id(), nowMillis, Quality.BAD_NO_COMMUNICATION))
        .toList();
  }

  /**
   * What the sensor's clock showed when it sent the pack. One that is ahead, or far behind, was
   * never set: then its newest record is of now, and the others as much older as it says.
   */
  private static long sent(List<SenmlRecord> records, long now) {
    long newest = records.stream().mapToLong(SenmlRecord::timeMillis).max().orElse(now);
    return newest > now || newest < now - OLDEST_MILLIS ? newest : now;
  }

  /**
   * {@code temperature} is not the end of {@code cpu-temperature}, but of {@code 17:temperature}.
   */
  private Optional<Source> source(String name) {
    return sources.stream().filter(source -> isOf(name, source.name())).findFirst();
  }

  private static boolean isOf(String name, String end) {
    int before = name.length() - end.length();
    return name.endsWith(end)
        && (before == 0
            || SEPARATORS.indexOf(name.charAt(before - 1)) >= 0
            || !Character.isLetterOrDigit(end.charAt(0)));
  }

  /** Two records of one point are two times of it, and not two things. */
  private static void checkName(Source source, String name, Map<Source, String> names) {
    String first = names.putIfAbsent(source, name);
    if (first != null && !first.equals(name)) {
      throw new UnfitException(
          "both %s and %s could be the point %s; write more of the name into the profile"
              .formatted(first, name, source.point().name()));
    }
  }

  private static Reading reading(
      Source source, SenmlRecord sent, long arrivedMillis, long ageMillis) {
    if (ageMillis > OLDEST_MILLIS) {
      // Its clock was set in between: nobody knows when this was.
      return Reading.missing(source.id(), arrivedMillis, Quality.BAD_ENCODING);
    }
    long timeMillis = arrivedMillis - ageMillis;
    String unit = source.point().unit();
    if (!sent.unit().isEmpty() && !sent.unit().equals(unit)) {
      return Reading.missing(source.id(), timeMillis, Quality.BAD_CONFIGURATION);
    }
    return switch (sent.value()) {
      case SenmlRecord.Numeric numeric when numeric.number().isPresent() ->
          source.point().reading(source.id(), timeMillis, numeric.number().getAsDouble());
      case SenmlRecord.Truth truth ->
          source.point().reading(source.id(), timeMillis, truth.on() ? 1 : 0);
      case SenmlRecord.Numeric _,
          SenmlRecord.Text _,
          SenmlRecord.Data _,
          SenmlRecord.Summarised _ ->
          Reading.missing(source.id(), timeMillis, Quality.BAD_ENCODING);
    };
  }
}
