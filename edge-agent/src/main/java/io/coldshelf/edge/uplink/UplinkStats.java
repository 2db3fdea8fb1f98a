package io.coldshelf.edge.uplink;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The uplink in numbers, since the process started.
 *
 * @param connected whether there is a connection now
 * @param sinceMillis since when it is so, milliseconds since 1970
 * @param counts what went over it
 * @param lastError the last thing that went wrong, one sentence
 * @param firstAcceptedMillis when the broker took the first block, milliseconds since 1970; empty
 *     until then
 */
public record UplinkStats(
    boolean connected,
    long sinceMillis,
    Counts counts,
    Optional<String> lastError,
    OptionalLong firstAcceptedMillis) {

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
