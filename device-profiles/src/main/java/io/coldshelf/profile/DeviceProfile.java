package io.coldshelf.profile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a device model is: how to talk to it and what it measures.
 *
 * @param name as used in a gateway's configuration, {@code xy-md02}
 * @param title maker and model, for a person
 * @param protocol which driver speaks to it: {@code modbus}, {@code llrp}, {@code mt-sics}
 * @param source the manual and its revision
 * @param points what it measures, in the order of the file; none for a reader of tags
 * @param facts what else is to be known of it
 */
public record DeviceProfile(
    String name,
    String title,
    String protocol,
    String source,
    List<PointProfile> points,
    DeviceFacts facts) {

  /** Copies the list. */
  public DeviceProfile {
    points = List.copyOf(points);
  }

  /**
   * A model of which nothing else is to be known.
   *
   * @param name as used in a gateway's configuration
   * @param title maker and model, for a person
   * @param protocol which driver speaks to it
   * @param source the manual and its revision
   * @param points what it measures
   */
  public DeviceProfile(
      String name, String title, String protocol, String source, List<PointProfile> points) {
    this(name, title, protocol, source, points, DeviceFacts.NONE);
  }

  /**
   * How its serial line is set as delivered.
   *
   * @return the options of its connection where none are written
   */
  public LineDefaults line() {
    return facts.line();
  }

  /**
   * What holds for all that it publishes.
   *
   * @return where it publishes messages
   */
  public Optional<Messages> messages() {
    return facts.messages();
  }

  /**
   * How often the model is asked or reports where nothing is configured.
   *
   * @return its own interval, else that of its protocol; empty where it speaks when there is
   *     something to say
   */
  public Optional<Duration> every() {
    return facts
        .messages()
        .map(Messages::every)
        .or(facts::every)
        .or(() -> Protocol.of(protocol).flatMap(Protocol::every));
  }

  /**
   * The same model, asked or reporting at another pace.
   *
   * @param every how often
   * @return with that; as it is where it speaks when there is something to say
   */
  public DeviceProfile reportingEvery(Duration every) {
    if (every().isEmpty()) {
      return this;
    }
    return new DeviceProfile(name, title, protocol, source, points, facts.reportingEvery(every));
  }

  /**
   * Finds a point.
   *
   * @param point its name
   * @return the point, if the model has it
   */
  public Optional<PointProfile> point(String point) {
    return points.stream().filter(p -> p.name().equals(point)).findFirst();
  }
}
