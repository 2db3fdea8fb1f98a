package io.coldshelf.driver.line;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A serial port, through jSerialComm without its listener: all reading is done by the caller's
 * thread, which must be a platform thread of its own, as native calls hold it.
 *
 * <p>An unplugged adapter shows as a count of -1 from reading and of 0 from writing, while the port
 * still calls itself open; both are taken as the end of the line here. Symbolic links, such as
 * those in {@code /dev/serial/by-id}, are looked up at each opening, so an adapter that comes back
 * under another number is found again.
 */
final class SerialLine implements Line {

  /** The step of the operating system's read timeout; a shorter one would return at once. */
  private static final int SLICE_MILLIS = 100;

  private static final long SLICE_NANOS = SLICE_MILLIS * 1_000_000L;

  /**
   * How often to look while waiting for less than a slice: the longer there is to wait, the
   * seldomer. Each look takes a little time that nobody counts, so there must not be many.
   */
  private static final long SHORTEST_PAUSE_NANOS = 500_000;

  private static final long LONGEST_PAUSE_NANOS = 5_000_000;
  private static final int LOOKS = 8;

  private static final int DISCARD_BYTES = 4096;

  /** Pseudo-terminals carry no parity: asked for it, the kernel refuses every second opening. */
  private static final String PSEUDO_TERMINALS = "/dev/pts/";

  private static final int ERROR_PERMISSION = 13;
  private static final int ERROR_NO_TERMINAL = 25;
  private static final int ERROR_LOCKED_HERE = 2;
  private static final int ERROR_LOCKED = 11;
  private static final int ERROR_BUSY = 16;

  private final String path;
  private final SerialSettings settings;
  private volatile @Nullable SerialPort port;

  SerialLine(String path, SerialSettings settings) {
    this.path = path;
    this.settings = settings;
  }

  @Override
  public void open(Duration timeout) throws LineException {
    if (port != null) {
      return;
    }
    SerialPort opening;
    try {
      opening = SerialPort.getCommPort(path);
    } catch (SerialPortInvalidPortException e) {
      LineException missing =
          new LineException(
              "there is no serial port " + path,
              "Plug the adapter in, or name the port by its link in /dev/serial/by-id.");
      missing.initCause(e);
      throw missing;
    }
    configure(opening);
    if (!opening.openPort(0)) {
      throw notOpened(opening.getLastErrorCode());
    }
    port = opening;
  }

  private void configure(SerialPort opening) {
    boolean pseudo = opening.getSystemPortPath().startsWith(PSEUDO_TERMINALS);
    opening.setComPortParameters(
        settings.baud(),
        pseudo ? 8 : settings.dataBits(),
        settings.stopBits() == 2 && !pseudo ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT,
        pseudo ? SerialPort.NO_PARITY : parity());
    opening.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, SLICE_MILLIS, 0);
  }

  private int parity() {
    return switch (settings.parity()) {
      case NONE -> SerialPort.NO_PARITY;
      case EVEN -> SerialPort.EVEN_PARITY;
      case ODD -> SerialPort.ODD_PARITY;
    };
  }

  private LineException notOpened(int error) {
    return switch (error) {
      case ERROR_PERMISSION ->
          new LineException(
              "the serial port " + path + " may not be opened by this user",
              "Add the user to the group that owns the port, dialout as a rule.");
      case ERROR_LOCKED, ERROR_LOCKED_HERE, ERROR_BUSY ->
          new LineException(
              "the serial port " + path + " is in use or has just gone",
              "Stop the other program that uses it; give each port one name in the configuration.");
      case ERROR_NO_TERMINAL ->
          new LineException(path + " is no serial port", "Name a port such as /dev/ttyUSB0.");
      default ->
          new LineException(
              "the serial port "
                  + path
                  + " cannot be opened with "
                  + settings
                  + " (error "
                  + error
                  + ")",
              "Check that the adapter can do this speed and format, and its wiring.");
    };
  }

  @Override
  public void write(byte[] bytes) throws LineException {
    SerialPort open = opened();
    int sent = 0;
    while (sent < bytes.length) {
      int count = open.writeBytes(bytes, bytes.length - sent, sent);
      if (count <= 0) {
        throw gone();
      }
      sent += count;
    }
  }

  @Override
  public int read(byte[] into, Duration timeout) throws LineException {
    SerialPort open = opened();
    long left = timeout.toNanos();
    while (true) {
      int count = available(open);
      if (count > 0) {
        return checked(open.readBytes(into, Math.min(count, into.length)));
      }
      if (left <= 0) {
        return 0;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new LineException(
            "reading " + path + " was interrupted", "Nothing: it was asked to.");
      }
      if (left >= SLICE_NANOS) {
        count = checked(open.readBytes(into, into.length));
        if (count > 0) {
          return count;
        }
        left -= SLICE_NANOS;
      } else {
        long pause = Math.clamp(left / LOOKS, SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
        LockSupport.parkNanos(pause);
        left -= pause;
      }
    }
  }

  @Override
  public void discard() throws LineException {
    SerialPort open = opened();
    byte[] stale = new byte[DISCARD_BYTES];
    int count = available(open);
    if (count > 0) {
      checked(open.readBytes(stale, Math.min(count, stale.length)));
    }
  }

  private int available(SerialPort open) throws LineException {
    return checked(open.bytesAvailable());
  }

  private int checked(int count) throws LineException {
    if (count < 0) {
      throw gone();
    }
    return count;
  }

  private SerialPort opened() throws LineException {
    SerialPort open = port;
    if (open == null) {
      throw new LineException("the serial port " + path + " is closed", "Open it first.");
    }
    return open;
  }

  private LineException gone() {
    return new LineException(
        "the serial port " + path + " has gone: its adapter was unplugged or has failed",
        "Plug the adapter in again; the gateway goes on by itself.");
  }

  @Override
  public void close() {
    SerialPort closing = port;
    port = null;
    if (closing != null) {
      closing.closePort();
    }
  }

  @Override
  public String toString() {
    return path;
  }
}
