package io.coldshelf.edge.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.line.Line;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.profile.DeviceProfiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Searches at places that a test can make by itself. */
@Timeout(60)
class SearchTest {

  private static final DeviceProfiles PROFILES = DeviceProfiles.builtIn();
  private static final Duration SOON = Duration.ofMillis(300);
  private static final SerialSearch.Patience NONE =
      new SerialSearch.Patience(Duration.ofMillis(1), Duration.ofMillis(1), false);

  @TempDir private Path folder;

  @Test
  void theKernelsChipsAreListedWithTheirProfiles() throws IOException {
    Files.createDirectories(folder.resolve("bus/w1/devices/28-00000abcdef0"));
    Files.createDirectories(folder.resolve("bus/w1/devices/3a-00000abcdef0"));
    Files.createDirectories(folder.resolve("bus/w1/devices/w1_bus_master1"));
    chip("class/hwmon/hwmon0", "cpu_thermal");
    chip("class/hwmon/hwmon1", "sht3x");
    chip("class/hwmon/hwmon2", "sht3x");
    chip("bus/iio/devices/iio:device0", "hx711");
    Told told = new Told();
    new KernelSearch(folder, PROFILES).run(told);
    assertEquals(
        List.of("w1:28-00000abcdef0", "w1:3a-00000abcdef0", "hwmon:sht3x", "iio:hx711"),
        told.found.stream().map(Found::connect).toList());
    assertTrue(told.found.getFirst().profiles().contains("ds18b20"), told.found::toString);
    assertEquals(List.of(), told.found.get(1).profiles());
    assertEquals(List.of("sht3x-hwmon"), told.found.get(2).profiles());
    assertTrue(told.notes.getFirst().contains("add ?at="), told.notes::toString);
    assertEquals("hwmon: Chips without a profile: cpu_thermal.", told.notes.get(1));
  }

  private void chip(String at, String name) throws IOException {
    Path chip = Files.createDirectories(folder.resolve(at));
    Files.writeString(chip.resolve("name"), name + "\n");
  }

  @Test
  void serialPortsAreKnownByTheNameThatStays() throws IOException {
    Path adapter = Files.createFile(folder.resolve("ttyUSB0"));
    Path other = Files.createFile(folder.resolve("ttyACM1"));
    Files.createFile(folder.resolve("ttyS0"));
    Path byId = Files.createDirectories(folder.resolve("serial/by-id"));
    Path link = Files.createSymbolicLink(byId.resolve("usb-FTDI_RS485-if00"), adapter);
    Files.createSymbolicLink(byId.resolve("usb-gone"), folder.resolve("ttyUSB9"));
    assertEquals(List.of(link, other), SerialPorts.in(folder.toRealPath()));
    assertEquals(List.of(), SerialPorts.in(folder.resolve("none")));
  }

  @Test
  void whatIsProposedIsNamedOnceAndWhatIsNotKnownIsAComment() {
    String yaml =
        Proposal.yaml(
            List.of(
                new Found("probe", "w1:28-1", "a", List.of("ds18b20", "ds1822")),
                new Found("probe", "w1:28-2", "b", List.of("ds18b20")),
                new Found("10.0.0.1:x", "modbus-tcp://h?unit=1", "c", List.of(), List.of("p"))));
    assertEquals(
        """
        devices:
          # or ds1822
          probe: {profile: ds18b20, connect: "w1:28-1"}
          probe-2: {profile: ds18b20, connect: "w1:28-2"}
          # perhaps p
          # 10.0.0.1-x: {profile: YOURS, connect: "modbus-tcp://h?unit=1"}
        """,
        yaml);
    assertEquals("", Proposal.yaml(List.of()));
  }

  /** What a device on a line answers to a request. */
  private interface Answers {
    byte[] to(byte[] request);
  }

  /** A line with one device that answers at once. */
  private static final class Played implements Line {
    private final Answers answers;
    private byte[] waiting = {};

    Played(Answers answers) {
      this.answers = answers;
    }

    @Override
    public void open(Duration timeout) {}

    @Override
    public void write(byte[] bytes) {
      waiting = answers.to(bytes);
    }

    @Override
    public int read(byte[] into, Duration timeout) {
      int count = waiting.length;
      System.arraycopy(waiting, 0, into, 0, count);
      waiting = new byte[0];
      return count;
    }

    @Override
    public void discard() {}

    @Override
    public void close() {}
  }

  private static Lines playing(Answers answers) {
    return (_, _) -> new Played(answers);
  }

  private Told search(Lines lines) throws InterruptedException {
    Told told = new Told();
    new SerialSearch(folder.resolve("ttyUSB0"), lines, PROFILES, NONE).run(told);
    return told;
  }

  @Test
  void aLineWithNobodyIsSaid() throws InterruptedException {
    Told told = search(playing(_ -> new byte[0]));
    assertEquals(List.of(), told.found);
    assertTrue(told.notes.getFirst().contains("Nobody answers"), told.notes::toString);
    assertTrue(told.looked > 100, "no progress");
  }

  /** Exception 2 from unit 7: it has no register 0, and so it is there. */
  @Test
  void aUnitThatRefusesIsThere() throws InterruptedException {
    byte[] refusal = HexFormat.of().parseHex("078302e130");
    Told told = search(playing(asked -> asked[0] == 7 ? crc(refusal) : new byte[0]));
    assertEquals(1, told.found.size(), told.notes::toString);
    assertTrue(told.found.getFirst().connect().endsWith("?baud=9600&unit=7"));
    assertEquals(List.of(), told.found.getFirst().profiles());
  }

  /** Puts the right check at the end (Modbus over serial line V1.02, 6.2.2). */
  private static byte[] crc(byte[] frame) {
    int crc = 0xFFFF;
    for (int i = 0; i < frame.length - 2; i++) {
      crc ^= frame[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xA001;
      }
    }
    frame[frame.length - 2] = (byte) crc;
    frame[frame.length - 1] = (byte) (crc >> 8);
    return frame;
  }

  @Test
  void aNetworkIsSearchedHostByHost() throws Exception {
    Subnet subnet = Subnet.parse("127.0.0.77/30");
    assertEquals("127.0.0.76/30", subnet.toString());
    assertEquals(List.of("127.0.0.77", "127.0.0.78"), subnet.hosts());
    assertEquals(List.of("10.0.0.9"), Subnet.parse("10.0.0.9").hosts());
    List<String> asked = new ArrayList<>();
    try (ServerSocket there = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.78"))) {
      int port = there.getLocalPort();
      NetSearch.Knock knock =
          new NetSearch.Knock(
              port,
              (_, host, _) -> {
                asked.add(host);
                throw new IOException("something else");
              });
      Told told = new Told();
      new NetSearch(subnet, List.of(knock), SOON).run(told);
      assertEquals(1, told.notes.size());
    }
    assertEquals(List.of("127.0.0.78"), asked);
    for (String wrong : List.of("10.0.0.0/8", "300.0.0.1/24", "store", "1.2.3.4/33")) {
      assertThrows(IllegalArgumentException.class, () -> Subnet.parse(wrong), wrong);
    }
    assertTrue(Subnet.own().stream().allMatch(own -> own.hosts().size() <= 1_024));
  }

  /** What the knock for a port makes of a server that says this, whatever it is asked. */
  private static Told knock(int port, String said) throws IOException {
    Told told = new Told();
    NetSearch.Knock knock =
        Knocks.all(PROFILES, SOON).stream()
            .filter(each -> each.port() == port)
            .findFirst()
            .orElseThrow();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        Socket device = server.accept()) {
      device.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
      client.setSoTimeout(2_000);
      knock.question().ask(client, "10.0.0.7", told);
    }
    return told;
  }

  @Test
  void serversAreKnownByWhatTheySay() throws IOException {
    assertEquals("opc.tcp://10.0.0.7:4840", knock(4840, "ACKF\u001c").found.getFirst().connect());
    assertEquals(
        "gpsd://10.0.0.7:2947", knock(2947, "{\"class\":\"VERSION\"}").found.getFirst().connect());
    assertTrue(knock(1883, " \u0003\0\0\0").notes.getFirst().contains("An MQTT broker; add"));
    assertTrue(knock(1883, " \u0003\0\u0087\0").notes.getFirst().contains("asks for a login"));
    for (int port : new int[] {1883, 2947, 4840, 5084}) {
      assertThrows(IOException.class, () -> knock(port, "SSH-2.0-something\r\n"), "port " + port);
    }
  }
}
