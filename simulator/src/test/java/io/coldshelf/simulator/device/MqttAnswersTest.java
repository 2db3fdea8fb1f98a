package io.coldshelf.simulator.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Access;
import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Sink;
import io.coldshelf.driver.mqtt.Identity;
import io.coldshelf.driver.mqtt.MqttDriver;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.yaml.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the MQTT driver answers the broker, tried on a hub that counts. */
@Timeout(60)
class MqttAnswersTest {

  private static final String FRIDGE = "zigbee2mqtt/fridge";
  private static final String FREEZER = "zigbee2mqtt/freezer";

  private MqttHub hub;
  private MqttDriver driver = driver();
  private final List<Device.Listening> opened = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    hub = new MqttHub(0);
  }

  @AfterEach
  void stop() throws IOException {
    opened.forEach(Device.Listening::close);
    hub.close();
  }

  private static MqttDriver driver() {
    return new MqttDriver(Identity.of("test"), InstantSource.system());
  }

  /** Takes what comes, and keeps what is to be told. */
  private static final class Journal implements Sink {
    private final BlockingQueue<Observation> taken = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> owed = new LinkedBlockingQueue<>();

    @Override
    public void accept(Observation observation) {
      taken.add(observation);
    }

    @Override
    public void whenDurable(Haste haste, Runnable told) {
      owed.add(told);
    }

    /** The next observation that is a value. */
    double value() throws InterruptedException {
      while (true) {
        if (taken.take() instanceof Reading reading && reading.quality().isGood()) {
          return reading.value();
        }
      }
    }

    DeviceState state() throws InterruptedException {
      while (true) {
        if (taken.take() instanceof DeviceState state) {
          return state;
        }
      }
    }
  }

  private Device.Listening open(String topic, Access access) {
    Device.Listening device =
        driver.open(
            new DeviceSetup(
                topic.substring(topic.lastIndexOf('/') + 1),
                DeviceProfiles.builtIn().find("z2m-sonoff-snzb-02").orElseThrow(),
                Connection.parse("mqtt://127.0.0.1:" + hub.port() + "/" + topic),
                Duration.ofSeconds(10),
                InstantSource.system(),
                access));
    opened.add(device);
    return device;
  }

  private static CompletableFuture<Outcome.Fault> listen(Device.Listening device, Sink sink) {
    CompletableFuture<Outcome.Fault> ended = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            ended.complete(device.listen(sink));
          } catch (InterruptedException | RuntimeException e) {
            ended.completeExceptionally(e);
          }
        });
    return ended;
  }

  private void publish(String topic, double celsius) {
    hub.publish(topic, ("{\"temperature\":" + celsius + "}").getBytes(UTF_8), false);
  }

  /** Opened, listening and subscribed. */
  private Journal journal(String topic) throws InterruptedException {
    Journal journal = new Journal();
    var _ = listen(open(topic, Access.OPEN), journal);
    assertTrue(journal.state().online());
    return journal;
  }

  /** As kill -9 would: nothing more is said to the broker. */
  private void die() {
    hub.cut();
    driver = driver();
  }

  @Test
  void nothingIsAnsweredBeforeItIsDurable() throws Exception {
    Journal journal = journal(FRIDGE);
    publish(FRIDGE, 4);
    publish(FRIDGE, 5);
    assertEquals(4, journal.value());
    assertEquals(5, journal.value());
    assertEquals(0, hub.acknowledged());
    journal.owed.take().run();
    hub.awaitAcknowledged(1);
    journal.owed.take().run();
    hub.awaitAcknowledged(2);
  }

  @Test
  void whatWasNotAnsweredComesAgainAfterAKill() throws Exception {
    Journal before = journal(FRIDGE);
    publish(FRIDGE, 4);
    publish(FRIDGE, 5);
    assertEquals(4, before.value());
    assertEquals(5, before.value());
    before.owed.take().run();
    hub.awaitAcknowledged(1);

    die();
    publish(FRIDGE, 6);

    Journal after = journal(FRIDGE);
    assertEquals(5, after.value());
    assertEquals(6, after.value());
  }

  @Test
  void answersComeInTheOrderOfTheMessagesWhoeverIsReadyFirst() throws Exception {
    Journal fridge = journal(FRIDGE);
    Journal freezer = journal(FREEZER);
    publish(FRIDGE, 4);
    publish(FREEZER, -18);
    publish(FREEZER, -19);
    assertEquals(4, fridge.value());
    assertEquals(-18, freezer.value());
    assertEquals(-19, freezer.value());
    Runnable second = freezer.owed.take();
    freezer.owed.take().run();
    second.run();
    assertEquals(0, hub.acknowledged(), "the first one is not durable yet");
    fridge.owed.take().run();
    hub.awaitAcknowledged(3);
    assertEquals(0, hub.outOfOrder());
  }

  @Test
  void moreThanTheBrokersWindowWaitsThereAndComesAsAnswersAreGiven() throws Exception {
    Journal journal = journal(FRIDGE);
    IntStream.range(0, 60).forEach(i -> publish(FRIDGE, i / 10.0));
    for (int i = 0; i < 60; i++) {
      assertEquals(i / 10.0, journal.value());
      journal.owed.take().run();
    }
    hub.awaitAcknowledged(60);
    assertEquals(0, hub.outOfOrder());
  }

  @Test
  void everyTenthMessageOfAConnectionIsWorthACommit() throws Exception {
    List<Sink.Haste> said = new ArrayList<>();
    Journal journal = new Journal();
    Sink sink =
        new Sink() {
          @Override
          public void accept(Observation observation) {
            journal.accept(observation);
          }

          @Override
          public void whenDurable(Haste haste, Runnable told) {
            synchronized (said) {
              said.add(haste);
            }
            told.run();
          }
        };
    var _ = listen(open(FRIDGE, Access.OPEN), sink);
    assertTrue(journal.state().online());
    var _ = listen(open(FREEZER, Access.OPEN), sink);
    assertTrue(journal.state().online());
    IntStream.range(0, 20).forEach(i -> publish(i % 3 == 0 ? FRIDGE : FREEZER, -i));
    hub.awaitAcknowledged(20);
    synchronized (said) {
      assertEquals(2, said.stream().filter(Sink.Haste.SOMEBODY_WAITS::equals).count());
    }
  }

  @Test
  void aSensorThatItsHubCannotReachIsSaidToBeOffline() throws Exception {
    hub.publish(FRIDGE + "/availability", "{\"state\":\"offline\"}".getBytes(UTF_8), true);
    Journal journal = new Journal();
    var _ = listen(open(FRIDGE, Access.OPEN), journal);
    DeviceState state = journal.state();
    assertTrue(!state.online() && !state.reason().isBlank() && !state.suggestion().isBlank());
    hub.publish(FRIDGE + "/availability", "{\"state\":\"online\"}".getBytes(UTF_8), true);
    assertTrue(journal.state().online());
  }

  @Test
  void aLostBrokerIsAFaultOfEachDeviceAndOneConnectionBringsBothBack() throws Exception {
    Device.Listening fridge = open(FRIDGE, Access.OPEN);
    Device.Listening freezer = open(FREEZER, Access.OPEN);
    Journal journal = new Journal();
    CompletableFuture<Outcome.Fault> first = listen(fridge, journal);
    CompletableFuture<Outcome.Fault> second = listen(freezer, journal);
    assertTrue(journal.state().online());
    assertTrue(journal.state().online());
    hub.cut();
    assertEquals(Outcome.Fault.Kind.UNREACHABLE, first.get().kind());
    assertEquals(Outcome.Fault.Kind.UNREACHABLE, second.get().kind());
    publish(FREEZER, -18);
    var _ = listen(fridge, journal);
    assertTrue(journal.state().online());
    var _ = listen(freezer, journal);
    assertEquals(-18, journal.value(), "it waited until its device listened");
  }

  @Test
  void aWrongPasswordIsARefusalInWords() throws Exception {
    hub.wantPassword("right");
    Access wrong =
        new Access(Optional.of("me"), Optional.of(new Secret("wrong")), Optional.empty());
    Outcome.Fault fault = listen(open(FRIDGE, wrong), new Journal()).get();
    assertEquals(Outcome.Fault.Kind.REFUSED, fault.kind(), fault::toString);
    assertTrue(fault.suggestion().contains("password"), fault::toString);
  }

  @Test
  void theRightPasswordIsLetIn() throws Exception {
    hub.wantPassword("right");
    Access right =
        new Access(Optional.of("me"), Optional.of(new Secret("right")), Optional.empty());
    Journal journal = new Journal();
    var _ = listen(open(FRIDGE, right), journal);
    assertTrue(journal.state().online());
  }

  @Test
  void aRefusedTopicIsAFaultOfItsDeviceAlone() throws Exception {
    hub.forbid(FRIDGE);
    Device.Listening fridge = open(FRIDGE, Access.OPEN);
    Journal freezer = journal(FREEZER);
    Outcome.Fault fault = listen(fridge, new Journal()).get();
    assertEquals(Outcome.Fault.Kind.REFUSED, fault.kind(), fault::toString);
    publish(FREEZER, -18);
    assertEquals(-18, freezer.value());
  }

  @Test
  void whatIsLeftOfADeviceThatIsGoneIsAnsweredAndNotAskedForAgain() throws Exception {
    Journal before = journal(FRIDGE);
    die();
    publish(FRIDGE, 4);
    Journal freezer = journal(FREEZER);
    hub.awaitAcknowledged(1);
    publish(FREEZER, -18);
    assertEquals(-18, freezer.value());
    assertEquals(List.of(), List.copyOf(before.taken));
  }
}
