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
  private static final int MOST_ANSWER_BYTES = 4_096;

  private final Line line;
  private final char speed;
  private final boolean listensOnly;
  private TextLines text = new TextLines(LONGEST_LINE);
  private boolean open;

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
      if (!open) {
        line.write(ascii("\r\rC\r")); // Whatever it was in the middle of; closed or not.
        line.discard();
        command("S" + speed, timeout, "the speed of the bus");
        command(
            listensOnly ? "L" : "O", timeout, "listening only; write mode=normal to go without");
        open = true;
      }
      line.discard();
      text = new TextLines(LONGEST_LINE);
    } catch (LineException e) {
      open = false;
      line.close();
      throw e;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Frames may come before the answer, which is one character. */
  private void command(String command, Duration timeout, String what) throws LineException {
    line.write(ascii(command + "\r"));
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int heard = 0; heard < MOST_ANSWER_BYTES; ) {
      int count = line.read(chunk, timeout);
      if (count == 0) {
        break;
      }
      heard += count;
      for (int i = 0; i < count; i++) {
        if (chunk[i] == REFUSED) {
          throw new LineException(
              "the adapter refuses '" + command + "', " + what,
              "Check that it speaks SLCAN, and what its manual says of this command.");
        }
        boolean isAlone = i == 0 || chunk[i - 1] == OK;
        if (chunk[i] == OK && isAlone) {
          return;
        }
      }
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
      open = false;
      line.close();
      throw e;
    }
    return text.take(chunk, count).stream()
        // A refusal that comes late is one character without an end of its own.
        .map(line -> line.substring(line.lastIndexOf(REFUSED) + 1))
        .flatMap(line -> CanFrame.ofSlcan(line).stream())
        .toList();
  }

  @Override
  public void close() {
    try {
      if (open) {
        line.write(ascii("C\r"));
      }
    } catch (LineException _) {
      // It is gone already.
    }
    open = false;
    line.close();
  }
}
