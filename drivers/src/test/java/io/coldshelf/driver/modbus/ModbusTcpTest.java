package io.coldshelf.driver.modbus;

import static io.coldshelf.driver.modbus.Probes.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ghgande.j2mod.modbus.procimg.SimpleInputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import io.coldshelf.driver.Device;
import io.coldshelf.driver.line.TcpPeer;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.ModbusRegister;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Over real sockets, against golden bytes and against another library's slave. */
class ModbusTcpTest {

  private static final String GOOD = "temperature 30.5 good; humidity 54.6 good";

  private static Device.Polled open(DeviceProfile profile, String scheme, int port, int unit) {
    String url = scheme + "://127.0.0.1:" + port + "?unit=" + unit;
    return (Device.Polled)
        new ModbusDriver().open(Probes.setup(profile, url, InstantSource.system()));
  }

  /** The reply of the manual under the transaction number of the request. */
  private static Optional<byte[]> probe(byte[] request) {
    byte[] reply = Probes.hex("0000 0000 0007 01 04 04 0131 0222");
    System.arraycopy(request, 0, reply, 0, 2);
    return Optional.of(reply);
  }

  @Test
  void readsGoldenBytes() throws Exception {
    try (TcpPeer peer = new TcpPeer(ModbusTcpTest::probe)) {
      Device.Polled device = open(Probes.XY_MD02, "modbus-tcp", peer.port(), 1);

      assertEquals(GOOD, text(device.read()));
      assertEquals(GOOD, text(device.read()));
      device.close();
    }
  }

  @Test
  void readsSerialFramesThroughAConverter() throws Exception {
    byte[] reply = Probes.hex("01 04 04 01 31 02 22 2A CE");
    try (TcpPeer peer = new TcpPeer(request -> Optional.of(reply))) {
      Device.Polled device = open(Probes.XY_MD02, "modbus-rtu", peer.port(), 1);

      assertEquals(GOOD, text(device.read()));
      device.close();
    }
  }

  @Test
  void nonsenseIsSaidAndTheNextReadBeginsAnew() throws Exception {
    boolean[] sane = {false};
    byte[] nonsense =
        "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    try (TcpPeer peer = new TcpPeer(r -> sane[0] ? probe(r) : Optional.of(nonsense))) {
      Device.Polled device = open(Probes.XY_MD02, "modbus-tcp", peer.port(), 1);

      assertEquals("GARBLED: what answers does not speak Modbus TCP", text(device.read()));
      sane[0] = true;
      assertEquals(GOOD, text(device.read()));
      device.close();
    }
  }

  @Test
  void aPeerThatHangsUpBetweenReadsCostsNothing() throws Exception {
    try (TcpPeer peer = new TcpPeer(ModbusTcpTest::probe)) {
      Device.Polled device = open(Probes.XY_MD02, "modbus-tcp", peer.port(), 1);
      device.read();
      peer.hangUp();

      assertEquals(GOOD, text(device.read()));
      device.close();
    }
  }

  @Test
  void aSilentUnitBehindAGatewayCostsTheOthersNoConnection() throws Exception {
    ModbusDriver driver = new ModbusDriver();
    try (TcpPeer peer =
        new TcpPeer(request -> request[6] == 1 ? probe(request) : Optional.of(new byte[0]))) {
      String url = "modbus-tcp://127.0.0.1:" + peer.port() + "?unit=";
      Device.Polled alive =
          (Device.Polled)
              driver.open(Probes.setup(Probes.XY_MD02, url + 1, InstantSource.system()));
      Device.Polled dead =
          (Device.Polled)
              driver.open(Probes.setup(Probes.XY_MD02, url + 2, InstantSource.system()));
      assertEquals(GOOD, text(alive.read()));
      assertEquals("SILENT: unit 2 gives no answer", text(dead.read()));
      assertEquals(GOOD, text(alive.read()));
      assertEquals(1, peer.connections());
      dead.close();
      alive.close();
    }
  }

  @Test
  void agreesWithAnotherLibrarysSlave() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    SimpleProcessImage image = new SimpleProcessImage(7);
    image.addInputRegister(0, new SimpleInputRegister(0));
    image.addInputRegister(1, new SimpleInputRegister(305));
    image.addInputRegister(2, new SimpleInputRegister(546));
    image.addRegister(0, new SimpleRegister(0xFF33));
    image.addRegister(1, new SimpleRegister(0x4089));
    image.addRegister(2, new SimpleRegister(0x999A));
    ModbusSlave slave =
        ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, 2, false);
    slave.addProcessImage(7, image);
    slave.open();
    try {
      DeviceProfile profile =
          Probes.profile(
              Probes.any("t", Probes.input(1, ModbusRegister.Type.INT16, 0.1)),
              Probes.any("cold", Probes.holding(0, ModbusRegister.Type.INT16, 0.1)),
              Probes.any("float", Probes.holding(1, ModbusRegister.Type.FLOAT32, 1)),
              Probes.any("nowhere", Probes.input(500, ModbusRegister.Type.INT16, 1)));
      Device.Polled device = open(profile, "modbus-tcp", port, 7);

      assertEquals(
          "t 30.5 good; cold -20.5 good; float 4.3 good; nowhere bad-configuration",
          text(device.read()));
      device.close();

      Device.Polled stranger = open(profile, "modbus-tcp", port, 9);
      String fault = text(stranger.read());
      assertTrue(fault.matches("(SILENT|REFUSED|UNREACHABLE): .*"), fault);
      stranger.close();
    } finally {
      ModbusSlaveFactory.close(slave);
    }
  }
}
