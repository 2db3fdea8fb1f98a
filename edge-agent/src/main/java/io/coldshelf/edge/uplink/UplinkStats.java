package io.coldshelf.edge.uplink;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The uplink in numbers, since the process started.
 *
 * @param connected whether there is a connection now
 * @param sinceMillis since when it is so, milliseconds since 1970
 * @param counts what went over it
 * @param line what the line has carried, over restarts
 * @param lastError the last thing that went wrong, one sentence
 * @param firstAcceptedMillis when the broker took the first block, milliseconds since 1970; empty
 *     until then
 */
public record UplinkStats(
    boolean connected,
    long sinceMillis,
    Counts counts,
    Line line,
    Optional<String> lastError,
    OptionalLong firstAcceptedMillis) {

  /**
   * What a metered line has carried: MQTT packets both ways, without TCP, IP and TLS.
   *
   * @param dayBytes today, by the site's zone
   * @param monthBytes this month
   * @param held why readings wait, one sentence, where the plan holds them
   */
  public record Line(long dayBytes, long monthBytes, Optional<String> held) {
    static final Line NOTHING = new Line(0, 0, Optional.empty());
  }

  /**
   * What went over the connection.
   *
   * @param sent blocks handed to the broker, every attempt counted
   * @param accepted blocks that the broker took
   * @param resent blocks sent not for the first time
   * @param refused blocks that the broker refused, every attempt counted
   * @param setAside blocks that no one will take
   * @param bytes payload bytes sent
   */
  public record Counts(
      long sent, long accepted, long resent, long refused, long setAside, long bytes) {}
}
