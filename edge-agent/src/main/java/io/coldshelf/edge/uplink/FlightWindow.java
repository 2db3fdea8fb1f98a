package io.coldshelf.edge.uplink;

import java.time.Duration;

/**
 * How many blocks of readings may wait for the broker's answer: as many as keep the line busy and
 * hardly one more, since an event that comes up queues behind all of them. It follows the way in
 * which TCP Vegas measures the queue (Brakmo and Peterson, 1995): what is in flight, less what
 * would be in flight if every answer came as soon as the soonest.
 *
 * <p>One for each connection. Times are nanoseconds.
 */
final class FlightWindow {

  /** The most blocks without an answer: more gain nothing, and cost memory. */
  static final int MAX_BLOCKS = 100;

  /** The most bytes without an answer; a single block may be larger. */
  static final int MAX_BYTES = 256 * 1024;

  private static final double FIRST_BLOCKS = 2;

  /** Grows while fewer blocks than this queue somewhere on the way. */
  private static final double FEW = 0.5;

  /** Shrinks while more do. */
  private static final double MANY = 1.5;

  /** A queue as short as this holds up nobody: it is the unrest of schedulers. */
  private static final long SLACK_NANOS = 400_000;

  /**
   * On a line that answers at once so many blocks go at least: what comes later than the soonest
   * answer is then the unrest of machines, and no queue.
   */
  private static final int FLOOR_BLOCKS = 4;

  private static final long FLOOR_NANOS = Duration.ofMillis(4).toNanos();

  private double blocks = FIRST_BLOCKS;
  private long soonestNanos = Long.MAX_VALUE;
  private boolean starting = true;
  private int inFlight;
  private long bytes;

  /** Whether another block may go. */
  boolean hasRoom() {
    return inFlight == 0 || (inFlight < (int) blocks && bytes < MAX_BYTES);
  }

  void sent(int packetBytes) {
    inFlight++;
    bytes += packetBytes;
  }

  /** An answer came, whatever it said, so long after the block was sent. */
  void answered(int packetBytes, long tookNanos) {
    boolean full = inFlight >= (int) blocks || bytes >= MAX_BYTES;
    inFlight--;
    bytes -= packetBytes;
    soonestNanos = Math.min(soonestNanos, Math.max(1, tookNanos));
    blocks = Math.max(blocks, (double) floor());
    double queued =
        blocks * (1 - (double) soonestNanos / Math.max(soonestNanos, tookNanos - SLACK_NANOS));
    if (queued > MANY) {
      starting = false;
      blocks = Math.max((double) floor(), blocks - 1 / blocks);
    } else if (full && queued < FEW) {
      blocks = Math.min(MAX_BLOCKS, blocks + (starting ? 1 : 1 / blocks));
    }
  }

  private int floor() {
    return Math.clamp(FLOOR_NANOS / soonestNanos, 1, FLOOR_BLOCKS);
  }

  /** For a look from outside. */
  int blocks() {
    return (int) blocks;
  }
}
