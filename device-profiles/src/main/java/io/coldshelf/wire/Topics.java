package io.coldshelf.wire;

import java.util.Optional;

/**
 * The topics of one gateway.
 *
 * @param site the site's id
 * @param gateway the gateway's id
 */
public record Topics(String site, String gateway) {

  /** What all topics of this version begin with. */
  public static final String ROOT = "coldshelf/v1";

  /** Neither part may be empty or hold what MQTT gives a meaning to (MQTT 5, 4.7). */
  public Topics {
    checkLevel("site", site);
    checkLevel("gateway", gateway);
  }

  /**
   * A topic split into its parts.
   *
   * @param gateway whose topic
   * @param leaf what comes after the gateway, {@code events} for instance
   */
  public record Parsed(Topics gateway, String leaf) {}

  /**
   * Reads a topic.
   *
   * @param topic as received
   * @return its parts, or nothing when it is not one of ours
   */
  public static Optional<Parsed> parse(String topic) {
    String[] levels = topic.split("/", 5);
    if (levels.length < 5
        || !topic.startsWith(ROOT + "/")
        || !isLevel(levels[2])
        || !isLevel(levels[3])) {
      return Optional.empty();
    }
    return Optional.of(new Parsed(new Topics(levels[2], levels[3]), levels[4]));
  }

  /**
   * A filter for one leaf of all gateways.
   *
   * @param leaf {@code events} for instance
   * @return an MQTT topic filter
   */
  public static String all(String leaf) {
    return ROOT + "/+/+/" + leaf;
  }

  /**
   * Where a lane's blocks go.
   *
   * @param lane which lane
   * @return the topic
   */
  public String lane(Lane lane) {
    return leaf(lane.code());
  }

  /**
   * Where the gateway says that it is there, retained.
   *
   * @return the topic
   */
  public String status() {
    return leaf("status");
  }

  /**
   * Where the bridge says what it has stored, retained.
   *
   * @return the topic
   */
  public String ack() {
    return leaf("ack");
  }

  /**
   * Where the gateway says which configuration it runs, retained.
   *
   * @return the topic
   */
  public String reported() {
    return leaf("reported");
  }

  /**
   * The source of this gateway's events (CloudEvents 1.0.2, 3.1).
   *
   * @return {@code /site/gateway}
   */
  public String source() {
    return "/" + site + "/" + gateway;
  }

  private String leaf(String leaf) {
    return ROOT + "/" + site + "/" + gateway + "/" + leaf;
  }

  private static boolean isLevel(String level) {
    return !level.isEmpty()
        && level.chars().noneMatch(c -> c == '/' || c == '+' || c == '#' || c == 0);
  }

  private static void checkLevel(String what, String level) {
    if (!isLevel(level)) {
      throw new IllegalArgumentException("not a " + what + " id: '" + level + "'");
    }
  }
}
