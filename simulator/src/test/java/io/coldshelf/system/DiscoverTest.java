package io.coldshelf.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.line.Line;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.line.SerialSettings;
import io.coldshelf.driver.line.TracedLines;
import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.provision.Found;
import io.coldshelf.edge.provision.Knocks;
import io.coldshelf.edge.provision.NetSearch;
import io.coldshelf.edge.provision.Proposal;
import io.coldshelf.edge.provision.Report;
import io.coldshelf.edge.provision.SerialSearch;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.simulator.device.LlrpReader;
import io.coldshelf.simulator.device.ModbusSlave;
import io.coldshelf.simulator.device.MtSicsScale;
import io.coldshelf.simulator.device.NavigationReceiver;
import io.coldshelf.simulator.device.ReaderModel;
import io.coldshelf.simulator.device.ScaleModel;
import io.coldshelf.simulator.device.Weight;
import io.coldshelf.simulator.device.Whereabouts;
import io.coldshelf.simulator.device.XyMd02;
import io.coldshelf.simulator.pty.Pty;
import io.coldshelf.yaml.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an installer is told of devices whose place nobody has written down. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class DiscoverTest {

  private static final DeviceProfiles PROFILES = DeviceProfiles.builtIn();
  private static final SerialSearch.Patience QUICK =
      new SerialSearch.Patience(Duration.ofMillis(60), Duration.ofMillis(12), false);
  private static final Duration SOON = Duration.ofMillis(300);

  private static final int REQUEST_BYTES = 8;

  @TempDir private Path folder;

  /** Keeps what it is told. */
  private static final class Told implements Report {
    private final List<Found> found = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int looked;

    @Override
    public synchronized void looking(String place) {
      looked++;
    }

    @Override
    public synchronized void found(Found each) {
      found.add(each);
    }

    @Override
    public synchronized void note(String place, String note) {
      notes.add(place + ": " + note);
    }
  }

  /** A pty takes any speed; this one hears and says nothing at any but its own. */
  private static Lines at(SerialSettings own) {
    return (connection, port) -> {
      Line line = Lines.real().line(connection, port);
      return SerialSettings.of(connection).equals(own) ? line : new Deaf(line);
    };
  }

  private record Deaf(Line line) implements Line {
    @Override
    public void open(Duration timeout) {}

    @Override
    public void write(byte[] bytes) {}

    @Override
    public int read(byte[] into, Duration timeout) {
      return 0;
    }

    @Override
    public void discard() {}

    @Override
    public void close() {}
  }

  private Told search(Path port, Lines lines) throws InterruptedException {
    Told told = new Told();
    new SerialSearch(port, lines, PROFILES, QUICK).run(told);
    return told;
  }

  /** The proposal is a good configuration as it is. */
  private static void check(List<Found> found) {
    GatewayConfiguration read =
        GatewayConfiguration.parse(
            "proposed",
            "gateway: gw1\nsite: {id: s1, name: Store, timezone: UTC}\n" + Proposal.yaml(found),
            PROFILES,
            ProductClasses.builtIn(),
            Secrets.of(Map.of()));
    assertEquals(found.size(), read.devices().size());
  }

  @Test
  void allUnitsOfABusAreFoundAtItsSpeedByReadingAlone() throws Exception {
    SerialSettings own = new SerialSettings(19_200, 8, SerialSettings.Parity.EVEN, 1);
    Set<Integer> functions = new TreeSet<>();
    TracedLines.Tap tap =
        new TracedLines.Tap() {
          @Override
          public void sent(byte[] bytes) {
            if (bytes.length == REQUEST_BYTES) { // Questions for a weight are shorter.
              functions.add((int) bytes[1]);
            }
          }

          @Override
          public void received(byte[] bytes) {}
        };
    try (Pty pty = Pty.open(folder.resolve("ttyBUS"));
        ModbusSlave _ =
            ModbusSlave.rtu(
                pty,
                Map.of(3, new XyMd02(3, () -> 4, () -> 60), 21, new XyMd02(21, () -> 5, () -> 60)),
                InstantSource.system(),
                new Random(1),
                _ -> {})) {
      Told told = search(pty.path(), new TracedLines(at(own), tap));
      assertEquals(
          List.of(
              "modbus-rtu:" + pty.path() + "?baud=19200&parity=even&unit=3",
              "modbus-rtu:" + pty.path() + "?baud=19200&parity=even&unit=21"),
          told.found.stream().map(Found::connect).toList());
      assertTrue(Set.of(1, 2, 3, 4).containsAll(functions), functions::toString);
      assertTrue(told.found.getFirst().perhaps().contains("xy-md02"), told.found::toString);
      assertEquals("# devices:", Proposal.yaml(told.found).lines().findFirst().orElse(""));
      assertTrue(told.looked > 20, "no progress was told");
    }
  }

  @Test
  void aScaleIsFoundByItsAnswer() throws Exception {
    Weight weight =
        new Weight() {
          @Override
          public double kilograms() {
            return 1.234;
          }

          @Override
          public boolean stable() {
            return true;
          }
        };
    try (Pty pty = Pty.open(folder.resolve("ttySCALE"));
        MtSicsScale _ = MtSicsScale.serial(pty, ScaleModel.BENCH_15_KG, weight, new Random(1))) {
      Told told = search(pty.path(), Lines.real());
      assertEquals(1, told.found.size(), told.notes::toString);
      assertTrue(told.found.getFirst().profiles().contains("mt-sics"), told.found::toString);
      check(told.found);
    }
  }

  @Test
  void aReceiverThatTalksIsFoundWithoutAWord() throws Exception {
    NavigationReceiver.Setup says =
        new NavigationReceiver.Setup(
            Duration.ofMillis(20),
            () -> new Whereabouts(52.5, 13.4, 20, 87.5, 34, 9),
            InstantSource.system(),
            new Random(1));
    try (Pty pty = Pty.open(folder.resolve("ttyGPS"));
        NavigationReceiver _ = NavigationReceiver.serial(pty, says)) {
      Told told = search(pty.path(), Lines.real());
      assertEquals("nmea-0183", told.found.getFirst().profiles().getFirst());
      check(told.found);
    }
  }

  @Test
  void aPortThatIsNotThereAndOneWithNobodyAreSaid() throws Exception {
    Told gone = search(folder.resolve("ttyNONE"), Lines.real());
    assertEquals(1, gone.notes.size());
    try (Pty pty = Pty.open(folder.resolve("ttyEMPTY"))) {
      SerialSearch.Patience none =
          new SerialSearch.Patience(Duration.ofMillis(1), Duration.ofMillis(1), false);
      Told told = new Told();
      new SerialSearch(
              pty.path(),
              at(new SerialSettings(300, 7, SerialSettings.Parity.ODD, 2)),
              PROFILES,
              none)
          .run(told);
      assertEquals(List.of(), told.found);
      assertTrue(told.notes.getFirst().contains("Nobody answers"), told.notes::toString);
    }
  }

  @Test
  void aSearchEndsWhenItIsAskedTo() throws Exception {
    try (Pty pty = Pty.open(folder.resolve("ttyLONG"))) {
      Told told = new Told();
      Thread.currentThread().interrupt();
      assertThrows(
          InterruptedException.class,
          () -> new SerialSearch(pty.path(), Lines.real(), PROFILES, QUICK).run(told));
    }
  }

  private static LlrpReader reader() throws IOException {
    return new LlrpReader(
        0, ReaderModel.PLAIN, (_, _) -> List.of(), InstantSource.system(), new Random(1));
  }

  @Test
  void aReaderSaysWhoItIs() throws Exception {
    try (LlrpReader reader = reader()) {
      Told told = new Told();
      ask(5084, reader.port(), told);
      Found found = told.found.getFirst();
      assertEquals("llrp://127.0.0.1:5084", found.connect());
      assertTrue(found.what().contains("model"), found::toString);
    }
  }

  @Test
  void aReaderThatIsTakenIsLeftAlone() throws Exception {
    try (LlrpReader reader = reader();
        Socket other = new Socket(InetAddress.getLoopbackAddress(), reader.port())) {
      assertTrue(other.getInputStream().read() >= 0, "it is not taken");
      Told told = new Told();
      ask(5084, reader.port(), told);
      assertEquals(List.of(), told.found);
      assertTrue(told.notes.getFirst().contains("in use"), told.notes::toString);
    }
  }

  /** The knock for one port, at a port that the test has. */
  private static void ask(int standard, int port, Told told) throws IOException {
    NetSearch.Knock knock =
        Knocks.all(PROFILES, SOON).stream()
            .filter(each -> each.port() == standard)
            .findFirst()
            .orElseThrow();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2_000);
      knock.question().ask(socket, "127.0.0.1", told);
    }
  }

  @Test
  void aBrokerAndGpsdAreKnownByWhatTheySay() throws Exception {
    Told told = new Told();
    try (NavigationReceiver gpsd =
        NavigationReceiver.gpsd(
            0,
            new NavigationReceiver.Setup(
                Duration.ofMillis(20),
                () -> new Whereabouts(52.5, 13.4, 20, 87.5, 34, 9),
                InstantSource.system(),
                new Random(1)))) {
      ask(2947, gpsd.port(), told);
    }
    assertEquals(List.of("gpsd"), told.found.getFirst().profiles());
    try (Mosquitto broker = new Mosquitto(folder)) {
      ask(1883, java.net.URI.create(broker.url()).getPort(), told);
    }
    assertTrue(told.notes.getFirst().contains("An MQTT broker; add"), told.notes::toString);
  }
}
