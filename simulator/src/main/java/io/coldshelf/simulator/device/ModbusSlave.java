package io.coldshelf.simulator.device;

import io.coldshelf.simulator.pty.Pty;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Modbus devices behind one wire: a TCP server (a gateway with its units) or an RS-485 bus on a
 * pseudo terminal. Answers functions 01 to 06 and 16 as a slave must, keeps silent where it must,
 * and can be made faulty at run time, unit by unit.
 */
public final class ModbusSlave extends WiredDevice {

  /** A gateway's exception for a unit that is not there (MODBUS Application Protocol, 7). */
  private static final int NO_SUCH_UNIT = 0x0B;

  /** The unit that means all of them and is never answered on a serial line. */
  private static final int BROADCAST = 0;

  private static final int MAX_NOISE_BYTES = 64;

  /** How often the serial line looks whether it should end. */
  private static final Duration IDLE = Duration.ofMillis(100);

  /**
   * Stands for 3.5 characters of silence: a pty has no bit times, and a loaded machine stutters.
   */
  private static final Duration END_OF_FRAME = Duration.ofMillis(20);

  private final Map<Integer, Registers> units;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Consumer<Served> truth;
  private final Map<Integer, ModbusFault> faults = new ConcurrentHashMap<>();
  private final Map<Integer, LongAdder> served = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** On no wire yet. */
  ModbusSlave(
      Map<Integer, Registers> units,
      InstantSource clock,
      RandomGenerator random,
      Consumer<Served> truth) {
    this.units = new TreeMap<>(units);
    this.clock = clock;
    this.random = random;
    this.truth = truth;
  }

  /**
   * Devices behind a TCP port on the loopback address.
   *
   * @param port 0 for a free one
   * @param units the devices by their address, 1 to 247
   * @param clock stamps what was served
   * @param random makes the noise; used from several threads
   * @param truth is told each good answer just before it is sent, from the slave's threads
   * @return the slave, answering
   * @throws IOException when the port is taken
   */
  public static ModbusSlave tcp(
      int port,
      Map<Integer, Registers> units,
      InstantSource clock,
      RandomGenerator random,
      Consumer<Served> truth)
      throws IOException {
    ModbusSlave slave = new ModbusSlave(units, clock, random, truth);
    slave.listen("modbus slave", port, slave::serveTcp);
    return slave;
  }

  /**
   * Devices on a serial line.
   *
   * @param line the bus; stays the caller's to close
   * @param units the devices by their address, 1 to 247
   * @param clock stamps what was served
   * @param random makes the noise
   * @param truth is told each good answer just before it is sent, from the slave's thread
   * @return the slave, answering
   */
  public static ModbusSlave rtu(
      Pty line,
      Map<Integer, Registers> units,
      InstantSource clock,
      RandomGenerator random,
      Consumer<Served> truth) {
    ModbusSlave slave = new ModbusSlave(units, clock, random, truth);
    slave.speak("modbus slave", () -> slave.serveRtu(Line.of(line)));
    return slave;
  }

  /**
   * Makes one device faulty, or well again with {@link ModbusFault.None}.
   *
   * @param unit which device
   * @param fault what is wrong from now on
   */
  public void fault(int unit, ModbusFault fault) {
    faults.put(unit, fault);
  }

  /**
   * Makes all devices faulty, or well again with {@link ModbusFault.None}.
   *
   * @param fault what is wrong from now on
   */
  public void fault(ModbusFault fault) {
    units.keySet().forEach(unit -> fault(unit, fault));
  }

  /**
   * How many good answers a device has given. What was spoiled on purpose is not counted; what the
   * wire then lost is.
   *
   * @param unit which device
   * @return answers since the slave was made
   */
  public long served(int unit) {
    LongAdder count = served.get(unit);
    return count == null ? 0 : count.sum();
  }

  /** Where the answer goes. */
  private interface Wire {
    void write(byte[] bytes) throws IOException;
  }

  private void serveTcp(Socket client) throws IOException, InterruptedException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    while (true) {
      int transaction;
      try {
        transaction = in.readUnsignedShort();
      } catch (EOFException e) {
        return; // the client has hung up between two requests
      }
      int protocol = in.readUnsignedShort();
      int length = in.readUnsignedShort();
      if (protocol != 0
          || length < ModbusFraming.Tcp.MIN_LENGTH
          || length > ModbusFraming.Tcp.MAX_LENGTH) {
        return; // not Modbus: where the next frame begins cannot be known
      }
      int unit = in.readUnsignedByte();
      byte[] pdu = in.readNBytes(length - 1);
      if (pdu.length < length - 1) {
        return;
      }
      ModbusFraming framing = new ModbusFraming.Tcp(transaction);
      Wire wire = bytes -> client.getOutputStream().write(bytes);
      Registers registers = units.get(unit);
      if (registers == null) {
        wire.write(framing.frame(unit, new ModbusPdu.Refused(pdu[0], NO_SUCH_UNIT).bytes()));
      } else {
        answer(unit, ModbusPdu.answer(registers, pdu), framing, wire);
      }
    }
  }

  /** Serves a serial line until it ends. */
  void serveRtu(Line line) throws IOException, InterruptedException {
    byte[] chunk = new byte[ModbusFraming.Rtu.MAX_BYTES];
    byte[] frame = new byte[ModbusFraming.Rtu.MAX_BYTES];
    int length = 0;
    while (true) {
      int n = line.read(chunk, length == 0 ? IDLE : END_OF_FRAME);
      if (n < 0) {
        return;
      }
      // Silence ends a frame. A whole one is answered at once; what overflows is no frame at all.
      int fits = Math.min(n, frame.length - length);
      System.arraycopy(chunk, 0, frame, length, fits);
      length = n == 0 ? 0 : length + fits;
      if (ModbusFraming.Rtu.isWhole(frame, length)) {
        answerRtu(Arrays.copyOf(frame, length - 2), line);
        length = 0;
      }
    }
  }

  private void answerRtu(byte[] request, Line line) throws IOException, InterruptedException {
    int unit = request[0] & 0xFF;
    Registers registers = units.get(unit);
    if (registers != null && unit != BROADCAST) {
      byte[] pdu = Arrays.copyOfRange(request, 1, request.length);
      answer(unit, ModbusPdu.answer(registers, pdu), new ModbusFraming.Rtu(), line::write);
    }
  }

  private void answer(int unit, ModbusPdu pdu, ModbusFraming framing, Wire wire)
      throws IOException, InterruptedException {
    byte[] good = framing.frame(unit, pdu.bytes());
    switch (faults.getOrDefault(unit, new ModbusFault.None())) {
      case ModbusFault.None _ -> tell(unit, pdu, good, wire);
      case ModbusFault.Silent _ -> {}
      case ModbusFault.Noise _ -> wire.write(noise());
      case ModbusFault.Spoiled _ -> wire.write(framing.spoiled(unit, pdu.bytes()));
      case ModbusFault.Truncated _ -> wire.write(Arrays.copyOf(good, good.length / 2));
      case ModbusFault.WrongUnit _ -> wire.write(framing.frame(unit ^ 0x40, pdu.bytes()));
      case ModbusFault.Slow(Duration by) -> {
        if (!closed.await(by.toNanos(), TimeUnit.NANOSECONDS)) {
          tell(unit, pdu, good, wire);
        }
      }
      case ModbusFault.Sentinel(int raw) -> {
        ModbusPdu failed = pdu instanceof ModbusPdu.Values values ? values.allEqualTo(raw) : pdu;
        wire.write(framing.frame(unit, failed.bytes()));
      }
      case ModbusFault.Refusal(int code) -> {
        int function = pdu.bytes()[0] & 0x7F;
        wire.write(framing.frame(unit, new ModbusPdu.Refused(function, code).bytes()));
      }
    }
  }

  /** Counts first: who has the answer must find it counted. */
  private void tell(int unit, ModbusPdu pdu, byte[] frame, Wire wire) throws IOException {
    if (pdu instanceof ModbusPdu.Values(int function, int address, var raw)) {
      served.computeIfAbsent(unit, _ -> new LongAdder()).increment();
      truth.accept(new Served(unit, function, address, raw, clock.millis()));
    }
    wire.write(frame);
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(MAX_NOISE_BYTES)];
    random.nextBytes(noise);
    return noise;
  }

  /** Hangs up everywhere and stops answering; a serial line stays open. May be called twice. */
  @Override
  public void close() throws IOException {
    closed.countDown();
    super.close();
  }
}
