package io.coldshelf.driver.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Access;
import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.Protocol;
import io.coldshelf.yaml.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Devices behind an OPC UA server, from the server's node to the observation. */
@Timeout(60)
class OpcUaTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String PROFILE =
      """
      profile: cold-room
      title: Cold room
      protocol: opc-ua
      source: The simulator's own
      points:
        air:
          title: Air temperature
          unit: Cel
          valid: [-50, 50]
          node: {id: "nsu=http://maker.example/cold;s=Room1.Air", scale: 0.1}
        door:
          title: Door open
          node: {path: ["nsu=http://maker.example/cold;Door"]}
        humidity:
          title: Not there
          unit: "%RH"
          node: {id: "nsu=http://other.example/;i=7"}
      """;

  private static ColdRoomServer server;
  private static int port;

  @TempDir private Path folder;

  @BeforeAll
  static void open() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server = new ColdRoomServer(port);
  }

  @AfterAll
  static void close() throws IOException {
    server.close();
  }

  private DeviceProfile profile(String text) throws IOException {
    return DeviceProfiles.read(Files.writeString(folder.resolve("cold-room.yaml"), text))
        .reportingEvery(Duration.ofSeconds(1));
  }

  private static DeviceSetup setup(String query, DeviceProfile profile, Access access) {
    return new DeviceSetup(
        "room",
        profile,
        Connection.parse("opc.tcp://127.0.0.1:" + port + query),
        TIMEOUT,
        InstantSource.system(),
        access);
  }

  private static final String OBJECT = "?object=nsu=http://maker.example/cold;s=Room1";

  /** A device that is listened to in a thread of its own. */
  private static final class Heard implements AutoCloseable {
    private final BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();
    private final CompletableFuture<Fault> fault = new CompletableFuture<>();
    private final Device.Listening device;

    Heard(Protocol protocol, DeviceSetup setup, Optional<Path> keys) {
      device = new OpcUaDriver(protocol, keys).open(setup);
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            try {
              fault.complete(device.listen(observations::add));
            } catch (InterruptedException e) {
              fault.cancel(false);
            }
          });
    }

    Observation await(Predicate<Observation> wanted) throws InterruptedException {
      while (true) {
        Observation next = observations.poll(20, TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("nothing more comes; it ended with " + fault.getNow(null));
        }
        if (wanted.test(next)) {
          return next;
        }
      }
    }

    Fault fault() throws Exception {
      return fault.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      device.close();
    }
  }

  private Heard room() throws IOException {
    return new Heard(
        Protocol.OPC_UA, setup(OBJECT, profile(PROFILE), Access.OPEN), Optional.empty());
  }

  private static Predicate<Observation> says(String point, double value) {
    return observation ->
        observation instanceof Reading reading
            && reading.point().point().equals(point)
            && reading.quality() == Quality.GOOD
            && Math.abs(reading.value() - value) < 1e-9;
  }

  private static Predicate<Observation> lacks(String point, Quality quality) {
    return observation ->
        observation instanceof Reading reading
            && reading.point().point().equals(point)
            && reading.quality() == quality;
  }

  @Test
  void nodesBecomeReadingsAndWhatIsNotThereIsSaid() throws Exception {
    server.air(4.2, StatusCode.GOOD);
    server.door(false);
    try (Heard heard = room()) {
      assertInstanceOf(DeviceState.class, heard.await(_ -> true));
      heard.await(says("air", 4.2));
      heard.await(lacks("humidity", Quality.BAD_CONFIGURATION));
      server.air(5.1, StatusCode.GOOD);
      heard.await(says("air", 5.1));
      server.air(5.1, new StatusCode(StatusCodes.Bad_SensorFailure));
      heard.await(lacks("air", Quality.BAD_SENSOR_FAILURE));
      server.air(5.1, new StatusCode(StatusCodes.Uncertain_LastUsableValue));
      heard.await(lacks("air", Quality.BAD_NO_COMMUNICATION));
      server.air(99, StatusCode.GOOD);
      heard.await(lacks("air", Quality.BAD_OUT_OF_RANGE));
      server.air(3, StatusCode.GOOD);
      heard.await(says("air", 3));
    }
  }

  /** The interval is an hour: only the subscription can tell it. */
  @Test
  void aDoorIsToldWithoutWaitingForTheInterval() throws Exception {
    server.door(false);
    DeviceProfile slow = profile(PROFILE).reportingEvery(Duration.ofHours(1));
    try (Heard heard =
        new Heard(Protocol.OPC_UA, setup(OBJECT, slow, Access.OPEN), Optional.empty())) {
      heard.await(says("door", 0));
      server.door(true);
      heard.await(says("door", 1));
      server.door(false);
      heard.await(says("door", 0));
    }
  }

  @Test
  void aServerThatStartsAnewIsAFaultAndThenReadAndSubscribedToAgain() throws Exception {
    server.air(2, StatusCode.GOOD);
    server.door(false);
    OpcUaDriver driver = new OpcUaDriver(Protocol.OPC_UA, Optional.empty());
    Device.Listening device = driver.open(setup(OBJECT, profile(PROFILE), Access.OPEN));
    BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();
    CompletableFuture<Fault> first = new CompletableFuture<>();
    CountDownLatch back = new CountDownLatch(1);
    Thread listening =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                first.complete(device.listen(observations::add));
                while (true) {
                  back.await();
                  device.listen(observations::add);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    awaitIn(observations, says("air", 2));
    server.stop();
    assertEquals(Fault.Kind.UNREACHABLE, first.get(20, TimeUnit.SECONDS).kind());
    observations.clear();
    server.start();
    back.countDown();
    awaitIn(observations, says("air", 2));
    server.door(true);
    awaitIn(observations, says("door", 1));
    device.close();
    listening.join(10_000);
    assertTrue(!listening.isAlive(), "it goes on after it was closed");
  }

  private static void awaitIn(BlockingQueue<Observation> in, Predicate<Observation> wanted)
      throws InterruptedException {
    while (true) {
      Observation next = in.poll(20, TimeUnit.SECONDS);
      assertTrue(next != null, "nothing more comes");
      if (wanted.test(next)) {
        return;
      }
    }
  }

  @Test
  void tagsThatAReaderScansAreReported() throws Exception {
    DeviceProfile profile = DeviceProfiles.builtIn().find("opc-ua-autoid").orElseThrow();
    Epc epc = Epc.parse("30143639F84191AD22901607");
    try (Heard heard =
        new Heard(
            Protocol.OPC_UA_AUTOID,
            setup(
                "?object=nsu=http://opcfoundation.org/UA/AutoID/;s=Reader1", profile, Access.OPEN),
            Optional.empty())) {
      assertInstanceOf(DeviceState.class, heard.await(_ -> true));
      server.scan(epc, 2, -47);
      TagReport report =
          assertInstanceOf(TagReport.class, heard.await(TagReport.class::isInstance));
      assertEquals(epc, report.epc());
      assertEquals(2, report.antenna());
      assertEquals(OptionalInt.of(-47), report.rssiDbm());
    }
  }

  private Access login(String password) throws IOException {
    Path pem = Files.writeString(folder.resolve("server.pem"), server.certificate());
    return new Access(Optional.of("edge"), Optional.of(new Secret(password)), Optional.of(pem));
  }

  @Test
  void withItsCertificateAServerIsReachedEncryptedByTheRightUserOnly() throws Exception {
    server.air(1, StatusCode.GOOD);
    DeviceProfile profile = profile(PROFILE);
    Optional<Path> keys = Optional.of(folder.resolve("keys"));
    String encrypted = OBJECT + "&security=basic256sha256";
    try (Heard heard =
        new Heard(
            Protocol.OPC_UA, setup(encrypted, profile, login(ColdRoomServer.PASSWORD)), keys)) {
      heard.await(says("air", 1));
    }
    assertTrue(Files.size(folder.resolve("keys/opc-ua.pem")) > 500, "its certificate is not kept");
    try (Heard strongest =
        new Heard(Protocol.OPC_UA, setup(OBJECT, profile, login(ColdRoomServer.PASSWORD)), keys)) {
      strongest.await(says("air", 1));
    }
    try (Heard heard = new Heard(Protocol.OPC_UA, setup(OBJECT, profile, login("wrong")), keys)) {
      assertEquals(Fault.Kind.REFUSED, heard.fault().kind());
    }
  }

  @Test
  void aServerWithAnotherCertificateIsNotTalkedTo() throws Exception {
    DeviceProfile profile = profile(PROFILE);
    Access access = login(ColdRoomServer.PASSWORD);
    int other;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      other = free.getLocalPort();
    }
    try (ColdRoomServer impostor = new ColdRoomServer(other)) {
      Files.writeString(access.authority().orElseThrow(), impostor.certificate());
      try (Heard heard =
          new Heard(Protocol.OPC_UA, setup(OBJECT, profile, access), Optional.empty())) {
        Fault fault = heard.fault();
        assertEquals(Fault.Kind.REFUSED, fault.kind(), fault::toString);
      }
    }
  }
}
