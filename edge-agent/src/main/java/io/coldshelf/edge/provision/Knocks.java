package io.coldshelf.edge.provision;

import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.llrp.Greeting;
import io.coldshelf.edge.provision.NetSearch.Knock;
import io.coldshelf.profile.DeviceProfiles;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The devices that are known by the port at which they listen. */
public final class Knocks {

  private static final int MODBUS = 502;
  private static final int MQTT = 1883;
  private static final int GPSD = 2947;
  private static final int OPC_UA = 4840;
  private static final int LLRP = 5084;
  private static final int MOST_BYTES = 512;

  private Knocks() {}

  /**
   * All of them.
   *
   * @param profiles the catalogue
   * @param patience how long to wait for an answer
   * @return one for each port
   */
  public static List<Knock> all(DeviceProfiles profiles, Duration patience) {
    return List.of(
        new Knock(MODBUS, (_, host, report) -> modbus(host, profiles, patience, report)),
        new Knock(MQTT, Knocks::mqtt),
        new Knock(GPSD, Knocks::gpsd),
        new Knock(OPC_UA, Knocks::opcUa),
        new Knock(LLRP, Knocks::llrp));
  }

  /** Unit 1 or 255 is a device with a plug of its own; units behind a gateway are many. */
  private static void modbus(
      String host, DeviceProfiles profiles, Duration patience, Report report) {
    ModbusUnits units = new ModbusUnits(Lines.real(), profiles, patience);
    int found = 0;
    for (int unit : new int[] {1, 0xFF, 0, 2, 3, 4, 5}) {
      String url = "modbus-tcp://" + host + ":" + MODBUS + "?unit=" + unit;
      if (units.isThere(url)) {
        List<String> models = units.models(url);
        report.found(
            new Found(
                models.isEmpty() ? "modbus-" + host.replace('.', '-') : models.getFirst(),
                url,
                "Modbus unit " + unit + " at " + host,
                models,
                models.isEmpty() ? units.fitting(url) : List.of()));
        found++;
        if (unit == 0xFF || unit == 0) {
          break; // It answers to whatever it is called.
        }
      }
    }
    if (found == 0) {
      report.note(host + ":" + MODBUS, "A Modbus port, and none of the usual units behind it.");
    }
  }

  private static void llrp(Socket socket, String host, Report report) throws IOException {
    Greeting greeting = Greeting.of(socket);
    if (greeting.isTaken()) {
      report.note(
          host + ":" + LLRP, "An RFID reader, in use by another client: " + greeting.words() + ".");
    } else {
      report.found(
          new Found("reader", "llrp://" + host + ":" + LLRP, greeting.words(), List.of("llrp")));
    }
  }

  /** A server of gpsd says who it is by itself. */
  private static void gpsd(Socket socket, String host, Report report) throws IOException {
    String said = new String(some(socket), StandardCharsets.UTF_8);
    if (!said.contains("\"class\":\"VERSION\"")) {
      throw new IOException("no gpsd");
    }
    report.found(new Found("position", "gpsd://" + host + ":" + GPSD, "gpsd", List.of("gpsd")));
  }

  /** Says hello (OPC 10000-6, 7.1.2.3); the answer is an acknowledgement or an error. */
  private static void opcUa(Socket socket, String host, Report report) throws IOException {
    byte[] url = ("opc.tcp://" + host + ":" + OPC_UA).getBytes(StandardCharsets.UTF_8);
    ByteBuffer hello = ByteBuffer.allocate(32 + url.length).order(ByteOrder.LITTLE_ENDIAN);
    hello.put("HELF".getBytes(StandardCharsets.US_ASCII)).putInt(32 + url.length);
    hello.putInt(0).putInt(0xFFFF).putInt(0xFFFF).putInt(0).putInt(0);
    hello.putInt(url.length).put(url);
    socket.getOutputStream().write(hello.array());
    String kind = new String(some(socket), 0, 3, StandardCharsets.US_ASCII);
    if (!kind.equals("ACK") && !kind.equals("ERR")) {
      throw new IOException("no OPC UA");
    }
    report.found(
        new Found("server", "opc.tcp://" + host + ":" + OPC_UA, "OPC UA server", List.of()));
  }

  /** A clean start as nobody (MQTT 5, 3.1); sees whether it is a broker, and leaves. */
  private static void mqtt(Socket socket, String host, Report report) throws IOException {
    byte[] connect = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 5, 0, 0, 0};
    socket.getOutputStream().write(connect);
    byte[] said = some(socket);
    if ((said[0] & 0xFF) != 0x20) {
      throw new IOException("no broker");
    }
    socket.getOutputStream().write(new byte[] {(byte) 0xE0, 0});
    boolean isOpen = said.length > 3 && said[3] == 0;
    report.note(
        host + ":" + MQTT,
        "An MQTT broker"
            + (isOpen ? "" : ", which asks for a login")
            + "; add its devices with mqtt://"
            + host
            + "/TOPIC.");
  }

  private static byte[] some(Socket socket) throws IOException {
    byte[] bytes = new byte[MOST_BYTES];
    int count = socket.getInputStream().read(bytes);
    if (count < 4) {
      throw new EOFException("nothing was said");
    }
    return Arrays.copyOf(bytes, count);
  }
}
