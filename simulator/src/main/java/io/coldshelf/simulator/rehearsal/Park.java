package io.coldshelf.simulator.rehearsal;

import io.coldshelf.model.Epc;
import io.coldshelf.simulator.device.Field;
import io.coldshelf.simulator.device.LlrpReader;
import io.coldshelf.simulator.device.ModbusSlave;
import io.coldshelf.simulator.device.ReaderModel;
import io.coldshelf.simulator.device.Registers;
import io.coldshelf.simulator.device.XyMd02;
import io.coldshelf.simulator.pty.Pty;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Devices of a quiet store, where nothing happens but that they are asked: Modbus probes behind TCP
 * ports of their own, Modbus probes on serial lines, and an RFID reader that sees one tag.
 */
public final class Park implements AutoCloseable {

  /** Probes on one serial line. */
  private static final int A_LINE = 5;

  private static final double CELSIUS = 4;
  private static final double PERCENT = 60;
  private static final Field.Seen TAG = new Field.Seen(Epc.parse("303ACE16680186C000000001"), -50);

  private final InstantSource clock;
  private final Random random;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final StringBuilder yaml = new StringBuilder("devices:\n");

  /**
   * Switches the devices on.
   *
   * @param behindTcp probes behind TCP, each at its own port
   * @param onSerial probes on serial lines, up to five a line
   * @param every how often a gateway is to ask the probes, and how often the reader reads
   * @param clock the system's
   * @param seed of what little noise there is
   * @throws IOException when the machine has no port or pseudo terminal to give
   */
  public Park(int behindTcp, int onSerial, Duration every, InstantSource clock, long seed)
      throws IOException {
    this.clock = clock;
    this.random = new Random(seed);
    try {
      for (int i = 0; i < behindTcp; i++) {
        tcp(i, every);
      }
      for (int i = 0; i < onSerial; i += A_LINE) {
        serial(i, Math.min(A_LINE, onSerial - i), every);
      }
      reader(every);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Registers probe(int unit) {
    return new XyMd02(
        unit, () -> CELSIUS + random.nextDouble(), () -> PERCENT + random.nextDouble());
  }

  private void tcp(int number, Duration every) throws IOException {
    ModbusSlave slave = ModbusSlave.tcp(0, Map.of(1, probe(1)), clock, random, _ -> {});
    open.push(slave);
    device("case-" + number, "modbus-tcp://127.0.0.1:" + slave.port() + "?unit=1", every);
  }

  private void serial(int first, int count, Duration every) throws IOException {
    Pty line = Pty.open();
    open.push(line);
    Map<Integer, Registers> units = new TreeMap<>();
    for (int unit = 1; unit <= count; unit++) {
      units.put(unit, probe(unit));
      device(
          "room-" + (first + unit - 1),
          "modbus-rtu:" + line.path() + "?baud=9600&unit=" + unit,
          every);
    }
    open.push(ModbusSlave.rtu(line, units, clock, random, _ -> {}));
  }

  private void reader(Duration every) throws IOException {
    LlrpReader reader =
        new LlrpReader(
            0,
            ReaderModel.PLAIN.withRoundEvery(every),
            (antenna, _) -> antenna == 1 ? List.of(TAG) : List.of(),
            clock,
            random);
    open.push(reader);
    yaml.append("  reader: {profile: llrp, connect: \"llrp://127.0.0.1:")
        .append(reader.port())
        .append("\"}\n");
  }

  private void device(String name, String connect, Duration every) {
    yaml.append("  ")
        .append(name)
        .append(": {profile: xy-md02, connect: \"")
        .append(connect)
        .append("\", every: ")
        .append(every.toMillis())
        .append("ms}\n");
  }

  /**
   * The devices, and what they watch, for a gateway's configuration.
   *
   * @return its sections {@code devices}, {@code shelves} and {@code compartments}, in YAML
   */
  public String yaml() {
    return yaml
        + """
        shelves:
          milk-bay:
            product: {gtin: "06901234567892", name: Whole milk 1 L}
            capacity: 24
            rfid: [reader/1]
        compartments:
          dairy-case: {class: chilled-milk, probes: [case-0/temperature]}
        """;
  }

  /** Switches the devices off. */
  @Override
  public void close() throws IOException {
    IOException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        first = first == null ? new IOException("a device does not go off", e) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
