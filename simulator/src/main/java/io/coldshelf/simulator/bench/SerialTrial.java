package io.coldshelf.simulator.bench;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.line.Line;
import io.coldshelf.driver.modbus.ModbusDriver;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfiles;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;

/**
 * Modbus RTU on a line that is as slow as a real one: each byte takes its ten bits, and the probe
 * answers as soon as the standard lets it.
 */
final class SerialTrial {

  /** An XY-MD02 at 30.5 °C and 54.6 %, as its manual has it. */
  private static final byte[] ANSWER = HexFormat.of().parseHex("010404013102222ACE");

  private static final int REQUEST_BYTES = 8;
  private static final double BITS_PER_BYTE = 10; // start, 8, stop
  private static final double SILENCE_BYTES = 3.5;

  /** From here on the silence is fixed (MODBUS over Serial Line V1.02, 2.5.1.1). */
  private static final int FAST_BAUD = 19_200;

  private static final double FAST_SILENCE_SECONDS = 0.001_75;
  private static final double NANOS = 1e9;
  private static final long LATE_NANOS = 200_000;

  private SerialTrial() {}

  /**
   * What came of it.
   *
   * @param perSecond questions answered
   * @param limitPerSecond what the line could carry: question, silence, answer, silence
   */
  record Rate(double perSecond, double limitPerSecond) {}

  static Rate run(int baud, int transactions) throws IOException {
    SlowLine line = new SlowLine(baud);
    DeviceSetup setup =
        new DeviceSetup(
            "probe",
            DeviceProfiles.builtIn().find("xy-md02").orElseThrow(),
            Connection.parse("modbus-rtu:/dev/slow?baud=" + baud + "&unit=1"),
            Duration.ofSeconds(1),
            InstantSource.system());
    try (Device.Polled device = (Device.Polled) new ModbusDriver((_, _) -> line).open(setup)) {
      answer(device);
      long start = System.nanoTime();
      for (int i = 0; i < transactions; i++) {
        answer(device);
      }
      double seconds = (System.nanoTime() - start) / NANOS;
      double limit = (REQUEST_BYTES + ANSWER.length) * line.byteSeconds + 2 * line.silenceSeconds;
      return new Rate(transactions / seconds, 1 / limit);
    }
  }

  private static void answer(Device.Polled device) throws IOException {
    if (device.read() instanceof Outcome.Fault fault) {
      throw new IOException("the probe was not understood: " + fault.reason());
    }
  }

  /** One probe at its other end. */
  private static final class SlowLine implements Line {
    private final double byteSeconds;
    private final double silenceSeconds;

    /** When the first byte of the answer has arrived whole, by the machine's own clock. */
    private long firstNanos;

    private int taken = ANSWER.length;

    SlowLine(int baud) {
      this.byteSeconds = BITS_PER_BYTE / baud;
      this.silenceSeconds = baud > FAST_BAUD ? FAST_SILENCE_SECONDS : SILENCE_BYTES * byteSeconds;
    }

    @Override
    public void open(Duration timeout) {}

    @Override
    public void write(byte[] bytes) {
      if (bytes.length != REQUEST_BYTES) {
        throw new IllegalArgumentException("a question of " + bytes.length + " bytes");
      }
      double until = bytes.length * byteSeconds + silenceSeconds + byteSeconds;
      firstNanos = System.nanoTime() + (long) (until * NANOS);
      taken = 0;
    }

    @Override
    public int read(byte[] into, Duration timeout) {
      long end = System.nanoTime() + timeout.toNanos();
      while (arrived() == taken) {
        long now = System.nanoTime();
        if (now >= end) {
          return 0;
        }
        long next =
            taken == ANSWER.length ? end : firstNanos + (long) (taken * byteSeconds * NANOS);
        sleepUntil(Math.min(end, next));
      }
      int count = Math.min(into.length, arrived() - taken);
      System.arraycopy(ANSWER, taken, into, 0, count);
      taken += count;
      return count;
    }

    /**
     * A thread that sleeps wakes up late, and a line is never late: the end of it is waited awake.
     */
    private static void sleepUntil(long nanos) {
      long sleep = nanos - System.nanoTime() - LATE_NANOS;
      if (sleep > 0) {
        LockSupport.parkNanos(sleep);
      }
      while (System.nanoTime() < nanos) {
        Thread.onSpinWait();
      }
    }

    private int arrived() {
      if (taken == ANSWER.length) {
        return taken;
      }
      long since = System.nanoTime() - firstNanos;
      return since < 0
          ? 0
          : (int) Math.min(ANSWER.length, 1 + since / (long) (byteSeconds * NANOS));
    }

    @Override
    public void discard() {
      taken = ANSWER.length;
    }

    @Override
    public void close() {
      taken = ANSWER.length;
    }
  }
}
