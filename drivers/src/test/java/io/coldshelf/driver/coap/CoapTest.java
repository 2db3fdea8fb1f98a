package io.coldshelf.driver.coap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Access;
import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Sink;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.testing.Command;
import io.coldshelf.yaml.Secret;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sensors that post, tried with libcoap's client, and those that are observed. */
@Timeout(60)
class CoapTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String CLIENT = "coap-client-notls";
  private static final String SECURE_CLIENT = "coap-client-openssl";
  private static final String KEY = "hex:00112233445566778899aabbccddeeff";
  private static final String PACK =
      "[{\"bn\":\"urn:dev:mac:0024befffe804ff1:\",\"n\":\"temperature\",\"u\":\"Cel\",\"v\":4.5}]";

  @TempDir private Path folder;

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Takes all, and holds answers back until the journal would have it. */
  private static final class Held implements Sink {
    private final BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> owed = new LinkedBlockingQueue<>();
    private volatile boolean durable = true;
    private volatile boolean keeps = true;

    @Override
    public void accept(Observation observation) {
      observations.add(observation);
    }

    @Override
    public boolean keeps() {
      return keeps;
    }

    @Override
    public void whenDurable(Haste haste, Runnable told) {
      assertEquals(Haste.SOMEBODY_WAITS, haste);
      if (durable) {
        told.run();
      } else {
        owed.add(told);
      }
    }

    Observation next() throws InterruptedException {
      Observation next = observations.poll(20, TimeUnit.SECONDS);
      assertTrue(next != null, "nothing more comes");
      return next;
    }

    Reading reading() throws InterruptedException {
      while (true) {
        if (next() instanceof Reading reading) {
          return reading;
        }
      }
    }
  }

  /** A gateway that listens to one sensor. */
  private static final class Gateway implements AutoCloseable {
    private final Held held = new Held();
    private final CompletableFuture<Fault> fault = new CompletableFuture<>();
    private final Device.Listening device;

    Gateway(CoapDriver driver, String name, String url, Access access)
        throws IOException, InterruptedException {
      this(driver, name, url, access, Duration.ofHours(1));
    }

    Gateway(CoapDriver driver, String name, String url, Access access, Duration every)
        throws IOException, InterruptedException {
      device =
          driver.open(
              new DeviceSetup(
                  name,
                  DeviceProfiles.builtIn().find("coap-senml").orElseThrow().reportingEvery(every),
                  Connection.parse(url),
                  TIMEOUT,
                  InstantSource.system(),
                  access));
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            try {
              fault.complete(device.listen(held));
            } catch (InterruptedException e) {
              fault.cancel(false);
            }
          });
      if (url.contains("//0.0.0.0:")) {
        awaitSocket(Connection.parse(url).portOr(0));
      }
    }

    /**
     * Until something is bound to the port: whoever knocks earlier is turned away by the kernel.
     */
    private void awaitSocket(int port) throws IOException, InterruptedException {
      String bound = ":%04X ".formatted(port);
      while (!fault.isDone()
          && !Files.readString(Path.of("/proc/net/udp")).contains(bound)
          && !Files.readString(Path.of("/proc/net/udp6")).contains(bound)) {
        Thread.sleep(5);
      }
    }

    @Override
    public void close() {
      device.close();
      assertTrue(
          fault.handle((_, _) -> true).completeOnTimeout(false, 10, TimeUnit.SECONDS).join(),
          "it goes on after it was closed");
    }
  }

  private static CoapDriver driver() {
    return new CoapDriver(InstantSource.system());
  }

  private static Gateway open(int port) throws IOException, InterruptedException {
    return new Gateway(driver(), "fridge", "coap://0.0.0.0:" + port + "/fridge", Access.OPEN);
  }

  /** What libcoap's client says of the answer: its code. */
  private static String post(int port, String path, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of(CLIENT, "-v", "7", "-B", "10", "-m", "post"));
    words.addAll(List.of(more));
    words.add("coap://127.0.0.1:" + port + path);
    return code(Command.run(words.toArray(String[]::new)));
  }

  /** The last of "c:2.04" in the client's trace. */
  private static String code(String trace) {
    String code = "none: " + trace;
    for (String line : trace.lines().toList()) {
      int at = line.indexOf(" c:");
      if (at >= 0 && line.contains("v:1") && Character.isDigit(line.charAt(at + 3))) {
        String said = line.substring(at + 3, at + 7);
        code = said.equals("0.00") || said.equals("2.31") ? code : said;
      }
    }
    return code;
  }

  @Test
  void whatASensorPostsIsAnsweredOnceItIsSafe() throws Exception {
    int port = freePort();
    try (Gateway gateway = open(port)) {
      gateway.held.durable = false;
      CompletableFuture<String> answer = new CompletableFuture<>();
      Thread _ =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  answer.complete(post(port, "/fridge", "-t", "110", "-e", PACK));
                } catch (Exception e) {
                  answer.completeExceptionally(e);
                }
              });
      assertInstanceOf(DeviceState.class, gateway.held.next());
      Reading reading = assertInstanceOf(Reading.class, gateway.held.next());
      assertEquals(4.5, reading.value());
      Runnable told = gateway.held.owed.poll(10, TimeUnit.SECONDS);
      assertTrue(told != null, "nobody is owed an answer");
      assertFalse(answer.isDone(), "it was answered before it was safe");
      told.run();
      assertEquals("2.04", answer.get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void packsInCborAndInManyBlocksAreRead() throws Exception {
    int port = freePort();
    try (Gateway gateway = open(port)) {
      // [{-2: "urn:dev:mac:1:", 0: "temperature", 1: "Cel", 2: -18.5}]
      Path cbor =
          Files.write(
              folder.resolve("pack.cbor"),
              HexFormat.of()
                  .parseHex(
                      "81a4216e75726e3a6465763a6d61633a313a006b74656d7065726174757265016343656c02f9cca0"));
      assertEquals("2.04", post(port, "/fridge", "-t", "112", "-f", cbor.toString()));
      assertEquals(-18.5, gateway.held.reading().value());
      StringBuilder many = new StringBuilder("[{\"bn\":\"a:\",\"bu\":\"Cel\",\"n\":\"x\",\"v\":0}");
      for (int i = 100; i > 0; i--) {
        many.append(",{\"n\":\"temperature\",\"t\":-")
            .append(i)
            .append(",\"v\":")
            .append(i)
            .append('}');
      }
      Path json = Files.writeString(folder.resolve("many.json"), many.append(']'));
      assertEquals("2.04", post(port, "/fridge", "-t", "110", "-b", "64", "-f", json.toString()));
      long before = 0;
      for (int i = 100; i > 0; i--) {
        Reading reading = gateway.held.reading();
        assertEquals(i, reading.value());
        assertTrue(reading.timeMillis() > before, "not in the order of their times");
        before = reading.timeMillis();
      }
    }
  }

  @Test
  void whatIsWrongIsAnsweredWithTheReason() throws Exception {
    int port = freePort();
    try (Gateway gateway = open(port)) {
      assertEquals("4.15", post(port, "/fridge", "-t", "50", "-e", PACK));
      assertEquals("4.15", post(port, "/fridge", "-e", PACK));
      assertEquals("4.00", post(port, "/fridge", "-t", "110", "-e", "[{\"v\":"));
      String other = PACK.replace("temperature", "cpu-temperature");
      assertEquals("4.22", post(port, "/fridge", "-t", "110", "-e", other));
      String two = "[{\"n\":\"a:temperature\",\"v\":4},{\"n\":\"b:temperature\",\"v\":5}]";
      assertEquals("4.22", post(port, "/fridge", "-t", "110", "-e", two));
      assertEquals("4.04", post(port, "/freezer", "-t", "110", "-e", PACK));
      Path large = Files.writeString(folder.resolve("large.json"), " ".repeat(40_000));
      assertEquals("4.13", post(port, "/fridge", "-t", "110", "-f", large.toString()));
      String listed =
          Command.run(
              CLIENT, "-B", "10", "-m", "get", "coap://127.0.0.1:" + port + "/.well-known/core");
      assertTrue(listed.contains("</fridge>;ct=\"110 112\""), listed);
      assertEquals(List.of(), List.copyOf(gateway.held.observations), "something was recorded");
    }
  }

  @Test
  void whoeverOnlyLooksDoesNotSayThatItIsSafe() throws Exception {
    int port = freePort();
    try (Gateway gateway = open(port)) {
      gateway.held.keeps = false;
      assertEquals("5.03", post(port, "/fridge", "-t", "110", "-e", PACK));
      assertEquals(4.5, gateway.held.reading().value());
    }
  }

  @Test
  void aSensorThatFallsSilentIsAwayAndNothingIsKnownOfIt() throws Exception {
    int port = freePort();
    String url = "coap://0.0.0.0:" + port + "/fridge";
    Duration every = Duration.ofMillis(700);
    try (Gateway gateway = new Gateway(driver(), "fridge", url, Access.OPEN, every)) {
      assertEquals("2.04", post(port, "/fridge", "-t", "110", "-e", PACK));
      assertTrue(assertInstanceOf(DeviceState.class, gateway.held.next()).online());
      assertEquals(4.5, gateway.held.reading().value());
      DeviceState away = assertInstanceOf(DeviceState.class, gateway.held.next());
      assertFalse(away.online());
      for (int point = 0; point < 3; point++) {
        assertEquals(Quality.BAD_NO_COMMUNICATION, gateway.held.reading().quality());
      }
      assertEquals("2.04", post(port, "/fridge", "-t", "110", "-e", PACK));
      assertTrue(assertInstanceOf(DeviceState.class, gateway.held.next()).online());
    }
  }

  @Test
  void aClockThatWasNeverSetKeepsTheDistances() throws Exception {
    int port = freePort();
    try (Gateway gateway = open(port)) {
      String pack =
          "[{\"bn\":\"a:\",\"bt\":946684800,\"n\":\"temperature\",\"v\":2},"
              + "{\"n\":\"temperature\",\"t\":-600,\"v\":1}]";
      long before = System.currentTimeMillis();
      assertEquals("2.04", post(port, "/fridge", "-t", "110", "-e", pack));
      Reading older = gateway.held.reading();
      Reading newer = gateway.held.reading();
      assertEquals(1, older.value());
      assertEquals(600_000, newer.timeMillis() - older.timeMillis());
      assertTrue(newer.timeMillis() >= before && newer.timeMillis() <= System.currentTimeMillis());
    }
  }

  @Test
  void aFloodOfStrangersTakesNothingFromASensorThatIsKnown() throws Exception {
    int port = freePort();
    try (Gateway _ = open(port)) {
      assertEquals("2.04", post(port, "/fridge", "-t", "110", "-e", PACK));
      InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      for (int i = 0; i < 2_000; i++) {
        // A confirmable GET, each from an address of its own.
        byte[] get = {0x40, 1, (byte) (i >> 8), (byte) i};
        byte[] address = {127, 0, (byte) (1 + i / 250), (byte) (1 + i % 250)};
        try (DatagramSocket from = new DatagramSocket(0, InetAddress.getByAddress(address))) {
          from.send(new DatagramPacket(get, get.length, here));
        }
      }
      assertEquals("2.04", post(port, "/fridge", "-t", "110", "-e", PACK));
    }
  }

  @Test
  void aUnitThatDoesNotFitAndAValueThatCannotBeAreNoNumbers() throws Exception {
    int port = freePort();
    try (Gateway gateway = open(port)) {
      String pack =
          "[{\"bn\":\"a:\",\"n\":\"temperature\",\"u\":\"K\",\"v\":277.5},"
              + "{\"n\":\"humidity\",\"u\":\"%RH\",\"v\":400},"
              + "{\"n\":\"battery\",\"u\":\"%EL\",\"vs\":\"low\"}]";
      Path file = Files.writeString(folder.resolve("pack.json"), pack);
      assertEquals("2.04", post(port, "/fridge", "-t", "110", "-f", file.toString()));
      assertEquals(Quality.BAD_CONFIGURATION, gateway.held.reading().quality());
      assertEquals(Quality.BAD_OUT_OF_RANGE, gateway.held.reading().quality());
      assertEquals(Quality.BAD_ENCODING, gateway.held.reading().quality());
    }
  }

  private static Access key(String identity, String key) {
    return new Access(Optional.of(identity), Optional.of(new Secret(key)), Optional.empty());
  }

  @Test
  void byDtlsASensorPostsToItsOwnPathOnly() throws Exception {
    int port = freePort();
    CoapDriver driver = driver();
    String base = "coaps://0.0.0.0:" + port;
    try (Gateway fridge = new Gateway(driver, "fridge", base + "/fridge", key("f1", KEY));
        Gateway freezer =
            new Gateway(driver, "freezer", base + "/freezer", key("f2", "secret-of-freezer-2"))) {
      assertEquals("2.04", secure(port, "/freezer", "f2", "secret-of-freezer-2"));
      assertEquals(4.5, freezer.held.reading().value());
      assertEquals("4.01", secure(port, "/fridge", "f2", "secret-of-freezer-2"));
      assertTrue(secure(port, "/freezer", "f2", "secret-of-freezer-3").startsWith("none"));
      assertTrue(fridge.held.observations.isEmpty(), "somebody else's reading");
    }
  }

  private static String secure(int port, String path, String identity, String key)
      throws Exception {
    return code(
        Command.run(
            SECURE_CLIENT,
            "-v",
            "7",
            "-B",
            "2",
            "-u",
            identity,
            "-k",
            key,
            "-m",
            "post",
            "-t",
            "110",
            "-e",
            PACK,
            "coaps://127.0.0.1:" + port + path));
  }

  @Test
  void aSensorThatIsObservedTellsEachChangeAndItsSilenceIsAFault() throws Exception {
    int port = freePort();
    try (ObservableSensor sensor = new ObservableSensor(port, Duration.ofSeconds(60), true)) {
      sensor.temperature(3);
      String url = "coap://127.0.0.1:" + port + "/temperature";
      try (Gateway gateway = new Gateway(driver(), "fridge", url, Access.OPEN)) {
        assertInstanceOf(DeviceState.class, gateway.held.next());
        assertEquals(3, gateway.held.reading().value());
        for (int i = 0; i < 5; i++) {
          sensor.temperature(10 + i);
          assertEquals(10 + i, gateway.held.reading().value());
        }
      }
      try (Gateway wrong = new Gateway(driver(), "fridge", url + "-core", Access.OPEN)) {
        Fault fault = wrong.fault.get(20, TimeUnit.SECONDS);
        assertEquals(Fault.Kind.REFUSED, fault.kind(), fault::toString);
      }
    }
    int other = freePort();
    try (ObservableSensor sleepy = new ObservableSensor(other, Duration.ofSeconds(1), true)) {
      sleepy.temperature(3);
      CoapDriver driver = driver();
      String url = "coap://127.0.0.1:" + other + "/temperature";
      Gateway gateway = new Gateway(driver, "fridge", url, Access.OPEN);
      assertEquals(3, gateway.held.reading().value());
      sleepy.fallAsleep();
      assertEquals(Quality.BAD_NO_COMMUNICATION, gateway.held.reading().quality());
      assertEquals(Fault.Kind.SILENT, gateway.fault.get(20, TimeUnit.SECONDS).kind());
      gateway.device.close();
    }
  }

  @Test
  void aSensorThatCannotBeObservedIsAskedAgainAndNotTakenForAway() throws Exception {
    int port = freePort();
    try (ObservableSensor sensor = new ObservableSensor(port, Duration.ZERO, false)) {
      sensor.temperature(3);
      String url = "coap://127.0.0.1:" + port + "/temperature";
      try (Gateway gateway = new Gateway(driver(), "fridge", url, Access.OPEN)) {
        assertInstanceOf(DeviceState.class, gateway.held.next());
        assertEquals(3, assertInstanceOf(Reading.class, gateway.held.next()).value());
        sensor.temperature(4);
        assertEquals(4, assertInstanceOf(Reading.class, gateway.held.next()).value());
      }
    }
  }

  @Test
  void aNameWithoutAnAddressIsAFaultAndNoBug() throws Exception {
    try (Gateway gateway =
        new Gateway(driver(), "fridge", "coap://nowhere.invalid/temperature", Access.OPEN)) {
      Fault fault = gateway.fault.get(20, TimeUnit.SECONDS);
      assertEquals(Fault.Kind.UNREACHABLE, fault.kind());
      assertTrue(fault.reason().contains("nowhere.invalid"), fault::toString);
    }
  }

  @Test
  void anIdentityHasOneKeyAndALongOne() throws Exception {
    CoapDriver driver = driver();
    String base = "coaps://0.0.0.0:" + freePort();
    try (Gateway _ = new Gateway(driver, "a", base + "/a", key("f1", KEY));
        Gateway _ = new Gateway(driver, "b", base + "/b", key("f1", KEY))) {
      String other = KEY.replace('f', '0');
      assertThrows(
          IllegalArgumentException.class,
          () -> new Gateway(driver, "c", base + "/c", key("f1", other)));
      assertThrows(
          IllegalArgumentException.class,
          () -> new Gateway(driver, "d", base + "/d", key("f2", "hex:00ff17")));
    }
  }

  @Test
  void aPortThatIsTakenIsAFaultWithWhatToDo() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0);
        Gateway gateway = open(taken.getLocalPort())) {
      Fault fault = gateway.fault.get(20, TimeUnit.SECONDS);
      assertEquals(Fault.Kind.UNREACHABLE, fault.kind());
      assertTrue(fault.suggestion().contains("ss -ulpn"), fault::toString);
    }
  }
}
