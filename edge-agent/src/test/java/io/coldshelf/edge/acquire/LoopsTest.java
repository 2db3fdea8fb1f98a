package io.coldshelf.edge.acquire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Sink;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfiles;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The loops that own the devices, with devices that misbehave and a clock that they move. */
class LoopsTest {

  private static final Duration EVERY = Duration.ofMillis(100);
  private static final long TIMEOUT_MILLIS = 1000;
  private static final Outcome.Fault SILENT =
      new Outcome.Fault(Outcome.Fault.Kind.SILENT, "No answer.", "Check the cable.");

  private final AtomicLong now = new AtomicLong(1_700_000_000_000L);
  private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
  private final Inbox inbox = new Inbox();

  /** Does at each reading what it is told. */
  private record Scripted(Supplier<Outcome> script) implements Device.Polled {
    @Override
    public Outcome read() {
      return script.get();
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  private record Opening(Device device) implements Driver {
    @Override
    public String protocol() {
      return "modbus";
    }

    @Override
    public Set<String> schemes() {
      return Set.of("modbus-tcp");
    }

    @Override
    public String bus(Connection connection) {
      return "one";
    }

    @Override
    public Device open(DeviceSetup setup) {
      return device;
    }
  }

  private Assignment assignment(String name, Device device) {
    return new Assignment(
        new DeviceSetup(
            name,
            DeviceProfiles.builtIn().find("xy-md02").orElseThrow(),
            Connection.parse("modbus-tcp://127.0.0.1:502?unit=1"),
            Duration.ofMillis(TIMEOUT_MILLIS),
            clock),
        new Opening(device),
        EVERY);
  }

  private Outcome.Answer answer(String name) {
    return new Outcome.Answer(
        List.of(Reading.good(new PointId(name, "temperature"), now.get(), 4)));
  }

  private List<Observation> said() throws InterruptedException {
    List<Observation> said = new ArrayList<>();
    inbox.drain(said, Inbox.CAPACITY, 0);
    return said;
  }

  @Test
  void aDeadDeviceCostsItsNeighboursOneTimeoutInAWhile() {
    BusLoop bus = new BusLoop(clock, inbox, now::addAndGet);
    List<Long> asked = new ArrayList<>();
    int[] tries = new int[1];
    Supplier<Outcome> dead =
        () -> {
          tries[0]++;
          now.addAndGet(TIMEOUT_MILLIS);
          return SILENT;
        };
    Supplier<Outcome> healthy =
        () -> {
          asked.add(now.get());
          now.addAndGet(EVERY.toMillis());
          if (asked.size() == 600) {
            Thread.currentThread().interrupt();
          }
          return answer("healthy");
        };
    bus.add(assignment("dead", new Scripted(dead)), new Scripted(dead));
    bus.add(assignment("healthy", new Scripted(healthy)), new Scripted(healthy));
    bus.run();
    assertTrue(Thread.interrupted());
    // Three times at first, then after 0.1, 0.2, 0.4 … 51.2 s: in a minute no more than these.
    assertTrue(tries[0] >= 5 && tries[0] <= 13, "tried " + tries[0] + " times");
    for (int i = 1; i < asked.size(); i++) {
      long interval = asked.get(i) - asked.get(i - 1);
      assertTrue(interval <= TIMEOUT_MILLIS + 2 * EVERY.toMillis(), "waited " + interval + " ms");
    }
  }

  @Test
  void aDriverThatThrowsCostsOnlyItsOwnDevice() throws InterruptedException {
    BusLoop bus = new BusLoop(clock, inbox, now::addAndGet);
    Supplier<Outcome> broken =
        () -> {
          throw new IllegalStateException("index 7 out of bounds");
        };
    Supplier<Outcome> healthy =
        () -> {
          Thread.currentThread().interrupt();
          return answer("healthy");
        };
    bus.add(assignment("broken", new Scripted(broken)), new Scripted(broken));
    bus.add(assignment("healthy", new Scripted(healthy)), new Scripted(healthy));
    // The interrupt must not keep the answer from the inbox, which has room: it is put first.
    bus.run();
    assertTrue(Thread.interrupted());
    List<Observation> said = said();
    DeviceState lost = (DeviceState) said.getFirst();
    assertEquals("broken", lost.device());
    assertFalse(lost.online());
    assertTrue(lost.suggestion().contains("bug in Coldshelf"));
  }

  @Test
  void everyVainQuestionIsAMissingReadingAndTheLossIsSaidOnce() {
    PollSupervisor supervisor =
        new PollSupervisor(
            "probe", DeviceProfiles.builtIn().find("xy-md02").orElseThrow().points());
    assertEquals(3, supervisor.heard(SILENT, 1000).size());
    List<Observation> second = supervisor.heard(SILENT, 2000);
    assertEquals(2, second.size());
    assertEquals(Quality.BAD_NO_COMMUNICATION, ((Reading) second.getFirst()).quality());
    assertEquals(
        DeviceState.online("probe", 3000), supervisor.heard(answer("probe"), 3000).getFirst());
    assertEquals(1, supervisor.heard(answer("probe"), 4000).size());
  }

  /** A device that speaks by itself: for each connection whether it comes to work. */
  private static final class Speaking implements Device.Listening {
    private final List<Boolean> connections;
    private int connection;

    Speaking(List<Boolean> connections) {
      this.connections = connections;
    }

    @Override
    public Outcome.Fault listen(Sink sink) {
      if (connections.get(connection++)) {
        sink.accept(DeviceState.online("reader", connection));
      }
      return SILENT;
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  @Test
  void onlyASessionThatWorkedMakesTheNextWaitShort() throws InterruptedException {
    List<Boolean> connections =
        List.of(false, false, false, false, false, false, true, true, false);
    List<Long> waits = new ArrayList<>();
    ListenLoop loop =
        new ListenLoop(
            "reader",
            new Speaking(connections),
            clock,
            new SplittableRandom(7),
            inbox,
            millis -> {
              waits.add(millis);
              if (waits.size() == connections.size()) {
                throw new InterruptedException("enough");
              }
            });
    loop.run();
    assertTrue(Thread.interrupted());
    long[] longest = {2000, 4000, 8000, 16_000, 30_000, 30_000, 1000, 1000, 2000};
    for (int i = 0; i < longest.length; i++) {
      long wait = waits.get(i);
      assertTrue(wait >= longest[i] / 2 && wait <= longest[i], "wait " + i + ": " + wait);
    }
    List<Observation> said = said();
    assertEquals(5, said.size(), "lost, found, lost, found, lost: " + said);
  }

  @Test
  void stoppingIsPrompt() throws InterruptedException {
    CountDownLatch listening = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Device.Listening patient =
        new Device.Listening() {
          @Override
          public Outcome.Fault listen(Sink sink) throws InterruptedException {
            listening.countDown();
            try {
              new CountDownLatch(1).await();
              return SILENT;
            } finally {
              ended.countDown();
            }
          }

          @Override
          public void close() {
            // The interrupt is enough.
          }
        };
    Acquisition acquisition =
        Acquisition.start(
            List.of(assignment("reader", patient)), clock, new SplittableRandom(1), inbox);
    assertTrue(listening.await(10, TimeUnit.SECONDS));
    acquisition.close();
    assertEquals(0, ended.getCount(), "the listening thread has ended when close returns");
  }
}
