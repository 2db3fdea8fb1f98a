package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.modbus.ModbusDriver;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.simulator.pty.Pty;
import io.coldshelf.testing.Command;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The driver against pymodbus as a slave, pymodbus as a master against the simulated slave. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class PymodbusTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** A program that is not up after so many tries never will be. */
  private static final int TRIES = 100;

  /** Between two tries; the end of the program ends it. */
  private static final Duration STARTING = Duration.ofMillis(100);

  private static final String PROFILE =
      """
      profile: peer
      title: A device of another library
      protocol: modbus
      source: peer_server.py
      points:
        coil-3: {title: Coil, register: {table: coil, address: 3}}
        coil-20: {title: Coil, register: {table: coil, address: 20}}
        discrete-3: {title: Input, register: {table: discrete, address: 3}}
        discrete-4: {title: Input, register: {table: discrete, address: 4}}
        input: {title: Input, unit: Cel, register: {table: input, address: 0, type: int16, scale: 0.1}}
        int16:
          title: Integer
          unit: Cel
          register: {table: holding, address: 0, type: int16, scale: 0.1, writable: {min: -30, max: 10, step: 0.1}}
        broken: {title: Mark, unit: Cel, register: {table: holding, address: 1, type: int16, error: [32767, -32768]}}
        abcd: {title: Float, unit: Cel, register: {table: holding, address: 2, type: float32}}
        cdab: {title: Float, unit: Cel, register: {table: holding, address: 4, type: float32, order: CDAB, writable: {min: -30, max: 10, step: 0.5}}}
        badc: {title: Float, unit: Cel, register: {table: holding, address: 6, type: float32, order: BADC}}
        dcba: {title: Float, unit: Cel, register: {table: holding, address: 8, type: float32, order: DCBA}}
        int32: {title: Integer, unit: count, register: {table: holding, address: 10, type: int32}}
        int64: {title: Integer, unit: count, register: {table: holding, address: 12, type: int64}}
        float64: {title: Float, unit: Cel, register: {table: holding, address: 16, type: float64}}
        bit-5: {title: Bit, register: {table: holding, address: 20, bit: 5}}
        bit-4: {title: Bit, register: {table: holding, address: 20, bit: 4}}
        bcd: {title: Digits, unit: count, register: {table: holding, address: 21, type: bcd16}}
        uint32: {title: Integer, unit: count, register: {table: holding, address: 22, type: uint32}}
        switch:
          title: Coil that can be set
          register: {table: coil, address: 5, writable: {min: 0, max: 1, step: 1}}
      """;

  private static final String EXPECTED =
      "coil-3 1.0; coil-20 0.0; discrete-3 0.0; discrete-4 1.0; input 30.5; int16 -18.5;"
          + " broken bad-sensor-failure; abcd -18.5; cdab -18.5; badc -18.5; dcba -18.5;"
          + " int32 -123456.0; int64 -1.234567890123E12; float64 4.25; bit-5 1.0; bit-4 0.0;"
          + " bcd 1234.0; uint32 4.0E9; switch 0.0";

  @TempDir private Path folder;

  private DeviceProfile profile() throws IOException {
    return DeviceProfiles.read(Files.writeString(folder.resolve("peer.yaml"), PROFILE));
  }

  private Path script(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PymodbusTest.class.getResourceAsStream("/modbus/" + name))) {
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }

  /** A Python that knows pymodbus and its serial server. */
  private static String python() throws IOException, InterruptedException {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      Process process =
          new ProcessBuilder(python, "-c", "import pymodbus.client, pymodbus.server, serial")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() == 0) {
        return python;
      }
    }
    if ("true".equals(System.getenv("CI"))) {
      fail("pymodbus is not installed");
    }
    return abort("pymodbus is not installed");
  }

  private Process server(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[2 + arguments.length];
    command[0] = python();
    command[1] = script("peer_server.py").toString();
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("server.log").toFile())
        .start();
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Fault fault -> fault.kind() + ": " + fault.reason();
      case Outcome.Answer answer ->
          answer.observations().stream()
              .map(Reading.class::cast)
              .map(reading ->
                  reading.point().point()
                      + " "
                      + (reading.quality().isBad() ? reading.quality().code() : reading.value()))
              .collect(Collectors.joining("; "));
    };
  }

  private void check(String url, Process server) throws IOException, InterruptedException {
    DeviceSetup setup =
        new DeviceSetup("peer", profile(), Connection.parse(url), TIMEOUT, InstantSource.system());
    try (Device device = new ModbusDriver().open(setup)) {
      Device.Settable settable = assertInstanceOf(Device.Settable.class, device);
      Outcome outcome = settable.read();
      for (int i = 0; i < TRIES && outcome instanceof Outcome.Fault; i++) {
        boolean ended = server.waitFor(STARTING.toMillis(), TimeUnit.MILLISECONDS);
        assertTrue(!ended, () -> "the server is gone, see " + folder.resolve("server.log"));
        outcome = settable.read();
      }
      assertEquals(EXPECTED, text(outcome));
      assertEquals("int16 4.5", text(settable.write("int16", 4.5)));
      assertEquals("cdab -0.5", text(settable.write("cdab", -0.5)));
      assertEquals("switch 1.0", text(settable.write("switch", 1)));
      String after = text(settable.read());
      assertEquals(
          EXPECTED
              .replace("int16 -18.5", "int16 4.5")
              .replace("cdab -18.5", "cdab -0.5")
              .replace("switch 0.0", "switch 1.0"),
          after);
    }
  }

  @Test
  void theDriverUnderstandsItOverTcp() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process server = server("tcp", Integer.toString(port));
    try {
      check("modbus-tcp://127.0.0.1:" + port + "?unit=7", server);
    } finally {
      end(server);
    }
  }

  /** Two pseudo terminals back to back: both programs open a port. */
  @Test
  void theDriverUnderstandsItOverASerialLine() throws Exception {
    try (Pty ours = Pty.open(folder.resolve("ttyOURS"));
        Pty theirs = Pty.open(folder.resolve("ttyTHEIRS"));
        SerialThread there = new SerialThread("to pymodbus", () -> pump(ours, theirs));
        SerialThread back = new SerialThread("from pymodbus", () -> pump(theirs, ours))) {
      assertNotSame(there, back);
      Process server = server("rtu", theirs.path().toString());
      try {
        check("modbus-rtu:" + ours.path() + "?baud=9600&unit=7", server);
      } finally {
        end(server);
      }
    }
  }

  private static void pump(Pty from, Pty to) throws IOException, InterruptedException {
    byte[] chunk = new byte[256];
    while (!Thread.currentThread().isInterrupted()) {
      int count = from.read(chunk, Duration.ofMillis(50));
      if (count < 0) {
        return;
      }
      if (count > 0) {
        to.write(java.util.Arrays.copyOf(chunk, count));
      }
    }
  }

  private static void end(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
  }

  @Test
  void itUnderstandsTheSimulatedSlave() throws Exception {
    RegisterTables tables =
        new RegisterTables(125)
            .put(1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1)
            .put(2, 0, 0, 1, 1)
            .put(4, 1, 305, 546)
            .put(3, 10, 0xFF33, 7);
    String python = python();
    try (ModbusSlave slave =
        ModbusSlave.tcp(0, Map.of(7, tables), InstantSource.system(), new Random(1), _ -> {})) {
      String said =
          Command.run(python, script("peer_client.py").toString(), Integer.toString(slave.port()));
      assertEquals(
          """
          coils [1, 0, 0, 1, 0, 0, 1, 0, 0, 1]
          discrete [0, 1, 1]
          input [305, 546]
          holding [65331, 7]
          refused True
          coil 1
          written [77, 78]
          """,
          said);
    }
  }
}
