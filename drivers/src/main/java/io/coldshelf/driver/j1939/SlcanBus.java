package io.coldshelf.driver.j1939;

import io.coldshelf.driver.line.Line;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.driver.line.TextLines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A CAN bus behind an adapter that speaks SLCAN (Lawicel): its speed is set, and it is opened to
 * listen only, so that not even an acknowledgement goes out to the vehicle.
 */
final class SlcanBus implements CanBus {

  private static final int CHUNK_BYTES = 2_048;
  private static final int LONGEST_LINE = 64;
  private static final char OK = '\r';
  private static final char REFUSED = '\u0007';

  /** An adapter behind a converter has answered by then. */
  private static final Duration QUIET = Duration.ofMillis(200);

  /** 128 KiB: more is not drained, but left behind. */
  private static final int BACKLOG_CHUNKS = 64;

  private final Line line;
  private final char speed;
  private final boolean listensOnly;
  private TextLines text = new TextLines(LONGEST_LINE);

  /** Its speed is set and its channel open, for all that is known. */
  private boolean isSet;

  /** Something came since it was last listened to: an adapter that was reset says nothing. */
  private boolean isHeard;

  /** At a speed by the adapter's number of it. */
  SlcanBus(Line line, char speed, boolean listensOnly) {
    this.line = line;
    this.speed = speed;
    this.listensOnly = listensOnly;
  }

  @Override
  public void listen(Duration timeout) throws LineException {
    try {
      line.open(timeout);
      if (!isSet || !isHeard) {
        isSet = false;
        set(timeout);
        isSet = true;
      }
      if (!catchUp()) {
        line.close();
        line.open(timeout);
        set(timeout);
      }
      isHeard = false;
      text = new TextLines(LONGEST_LINE);
    } catch (LineException e) {
      hangUp();
      throw e;
    }
  }

  /** Drops what has piled up; false where that is so much that only another line has an end. */
  private boolean catchUp() throws LineException {
    byte[] stale = new byte[CHUNK_BYTES];
    for (int chunks = 0; chunks < BACKLOG_CHUNKS; chunks++) {
      if (line.read(stale, Duration.ZERO) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Sets an adapter that is in whatever state: also one that lost its power meanwhile. */
  private void set(Duration timeout) throws LineException {
    line.write(ascii("\r\rC\r"));
    byte[] stale = new byte[CHUNK_BYTES];
    for (int chunks = 0; line.read(stale, QUIET) > 0; chunks++) {
      if (chunks == BACKLOG_CHUNKS) {
        throw new LineException(
            "the adapter goes on talking after 'C'",
            "Check that it speaks SLCAN, and the baud rate in 'connect'.");
      }
    }
    command("S" + speed, timeout, "the speed of the bus");
    command(listensOnly ? "L" : "O", timeout, "listening only; write mode=normal to go without");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The channel is closed and the line quiet, so the answer is the first that comes. */
  private void command(String command, Duration timeout, String what) throws LineException {
    line.write(ascii(command + "\r"));
    byte[] answer = new byte[1];
    int count = line.read(answer, timeout);
    if (count > 0 && answer[0] == OK) {
      return;
    }
    if (count > 0 && answer[0] == REFUSED) {
      throw new LineException(
          "the adapter refuses '" + command + "', " + what,
          "Check that it speaks SLCAN, and what its manual says of this command.");
    }
    throw new LineException(
        "the adapter does not answer '" + command + "'",
        "Check that it speaks SLCAN, its power, and the baud rate in 'connect'.");
  }

  @Override
  public List<CanFrame> frames(Duration timeout) throws LineException {
    byte[] chunk = new byte[CHUNK_BYTES];
    int count;
    try {
      count = line.read(chunk, timeout);
    } catch (LineException e) {
      hangUp();
      throw e;
    }
    isHeard |= count > 0;
    return text.take(chunk, count).stream()
        // A refusal that comes late is one character without an end of its own.
        .map(line -> line.substring(line.lastIndexOf(REFUSED) + 1))
        .flatMap(line -> CanFrame.ofSlcan(line).stream())
        .toList();
  }

  private void hangUp() {
    isSet = false;
    line.close();
  }

  @Override
  public void close() {
    try {
      if (isSet) {
        line.write(ascii("C\r"));
      }
    } catch (LineException _) {
      // It is gone already.
    }
    hangUp();
  }
}
