package io.coldshelf.simulator.device;

import io.coldshelf.driver.line.Line;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Simulated slaves on an RS-485 wire of 9600 baud, in a time that moves only while somebody waits:
 * hours of a bus in a second.
 */
final class VirtualBus implements Line, InstantSource {

  /** Ten bits at 9600 baud. */
  private static final Duration CHARACTER = Duration.ofNanos(1_041_667);

  private static final Duration ANSWER = Duration.ofMillis(20);

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Coming(Instant at, byte[] bytes) {}

  private final Map<Integer, Registers> units;
  private final Set<Integer> dead = new HashSet<>();
  private final Deque<Coming> coming = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  VirtualBus(Map<Integer, Registers> units) {
    this.units = units;
  }

  void kill(Set<Integer> some) {
    dead.addAll(some);
  }

  void revive() {
    dead.clear();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void open(Duration timeout) {}

  @Override
  public void write(byte[] bytes) {
    pass(CHARACTER.multipliedBy(bytes.length));
    int unit = bytes[0] & 0xFF;
    Registers registers = units.get(unit);
    if (registers == null || dead.contains(unit)) {
      return;
    }
    byte[] pdu = Arrays.copyOfRange(bytes, 1, bytes.length - 2);
    byte[] frame = new ModbusFraming.Rtu().frame(unit, ModbusPdu.answer(registers, pdu).bytes());
    coming.add(new Coming(now.plus(ANSWER).plus(CHARACTER.multipliedBy(frame.length)), frame));
  }

  @Override
  public int read(byte[] into, Duration timeout) {
    Coming next = coming.peek();
    if (next == null || next.at().isAfter(now.plus(timeout))) {
      pass(timeout);
      return 0;
    }
    if (next.at().isAfter(now)) {
      now = next.at();
    }
    coming.remove();
    System.arraycopy(next.bytes(), 0, into, 0, next.bytes().length);
    return next.bytes().length;
  }

  @Override
  public void discard() {
    coming.removeIf(each -> !each.at().isAfter(now));
  }

  @Override
  public void close() {}
}
