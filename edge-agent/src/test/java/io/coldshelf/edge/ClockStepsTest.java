package io.coldshelf.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.acquire.Inbox;
import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.config.Uplink.Cut;
import io.coldshelf.edge.journal.Commit;
import io.coldshelf.edge.journal.Opened;
import io.coldshelf.edge.local.LiveView;
import io.coldshelf.edge.pipeline.Detectors;
import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.edge.proof.Notary;
import io.coldshelf.edge.time.SetClock;
import io.coldshelf.edge.time.Sync;
import io.coldshelf.edge.time.Timeline;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Finding;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Topics;
import io.coldshelf.yaml.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A quarter of an hour in a store, in virtual time, through the whole loop from inbox to journal: a
 * breach, a shelf that sells out, a device that goes offline. Whatever happens to the wall clock
 * meanwhile, the same is recorded, and one event more.
 */
class ClockStepsTest {

  private static final long NOW = 1_795_000_000_000L;
  private static final long BUILT = 1_767_225_600_000L;
  private static final long HOUR = 3_600_000;
  private static final long TEN_YEARS = 3652 * 24 * HOUR;
  private static final int SECONDS = 900;
  private static final int ROUNDS_A_SECOND = 5;

  private static final GatewayConfiguration GATEWAY =
      GatewayConfiguration.parse(
          "gateway.yaml",
          """
          gateway: gw
          site: {id: store, name: Store, timezone: Europe/Berlin}
          devices:
            air: {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:502?unit=1", every: 10s}
            spare: {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:502?unit=2", every: 10s}
            scale: {profile: mt-sics, connect: "tcp://127.0.0.1:4001", every: 1s}
          shelves:
            milk:
              product: {gtin: "06901234567892", name: Milk, itemWeight: 1.03 kg}
              capacity: 6
              lowAt: 2
              weight: [scale/weight]
          compartments:
            case:
              class:
                limits: [{above: 6 °C, for: 1m}, {above: 6 °C, sum: 4m, within: 20m}]
              probes: [air/temperature]
          """,
          DeviceProfiles.builtIn(),
          ProductClasses.builtIn(),
          Secrets.notNeeded());

  /** One machine and its journal; the agent on it may be started again. */
  private static final class Store {
    private final SetClock clock = new SetClock(NOW);
    private final KeptCommits journal = new KeptCommits();
    private final long builtMillis;
    private Inbox inbox = new Inbox();
    private Timeline timeline;
    private PipelineLoop loop;

    Store(long builtMillis) {
      this.builtMillis = builtMillis;
      start();
    }

    void start() {
      inbox = new Inbox();
      timeline = clock.timeline(SetClock.BOOT, builtMillis);
      timeline.restore(journal.state());
      Pipeline pipeline = Detectors.pipeline(GATEWAY);
      pipeline.restore(journal.state());
      LiveView view = new LiveView();
      loop =
          new PipelineLoop(
              "gw",
              timeline,
              inbox,
              pipeline,
              new Recorder(
                  "/store/gw", new Cut(Duration.ofSeconds(5), 1000), Duration.ofSeconds(5), view),
              new Outbox(() -> new Opened(journal, Optional.empty()), Optional.empty()),
              view,
              new Notary(Path.of("nowhere"), new Topics("store", "gw"), _ -> {}));
    }

    /** Stops in order, as on SIGTERM. */
    void stop() {
      Thread.currentThread().interrupt();
      loop.run();
      assertTrue(Thread.interrupted(), "the interrupt is passed on");
    }

    /** Lives through the quarter of an hour; at this second, something happens. */
    Store live(int at, Consumer<Store> happens) throws InterruptedException {
      for (int second = 0; second < SECONDS; second++) {
        measure(second);
        if (second == at) {
          happens.accept(this);
        }
        for (int round = 0; round < ROUNDS_A_SECOND; round++) {
          loop.round(0);
          clock.pass(1000 / ROUNDS_A_SECOND);
        }
      }
      stop();
      return this;
    }

    private void measure(int second) throws InterruptedException {
      long now = timeline.counted().millis();
      int items = Math.clamp(6 - (second - 200) / 40, 0, 6);
      inbox.put(Reading.good(new PointId("scale", "weight"), now, items * 1.03));
      if (second % 10 == 0) {
        double celsius = second >= 120 && second < 600 ? 9 : 4;
        inbox.put(Reading.good(new PointId("air", "temperature"), now, celsius));
      }
      if (second == 150) {
        inbox.put(new DeviceState("spare", now, false, "No answer.", "Check the cable."));
      }
      if (second == 700) {
        inbox.put(DeviceState.online("spare", now));
      }
    }

    private static ClockState clock(Commit commit) {
      return commit.clock().orElseThrow();
    }

    /**
     * All readings, then all events, at the times of the counter, whatever time of day it was held
     * to be.
     */
    List<String> found() {
      List<String> readings = new ArrayList<>();
      List<String> events = new ArrayList<>();
      for (Commit commit : journal.commits) {
        long origin = clock(commit).originMillis();
        for (Reading reading : commit.readings()) {
          readings.add(
              reading.point() + " " + (reading.timeMillis() - origin) + " " + reading.value());
        }
        commit.events().stream()
            .map(CloudEvent::event)
            .filter(event -> event.kind() != EventKind.CLOCK_JUMP)
            .forEach(event -> events.add(counted(event, origin)));
      }
      readings.addAll(events);
      return readings;
    }

    private static String counted(Event event, long origin) {
      Finding said = event.finding();
      OptionalLong closed = said.closedAtMillis();
      return String.join(
          " ",
          event.type(),
          event.subject(),
          "at " + (event.timeMillis() - origin),
          "since " + (said.openedAtMillis() - origin),
          closed.isPresent() ? "until " + (closed.getAsLong() - origin) : "open",
          said.severity().code(),
          said.reason());
    }

    List<Event> jumps() {
      return journal.commits.stream()
          .flatMap(commit -> commit.events().stream())
          .map(CloudEvent::event)
          .filter(event -> event.kind() == EventKind.CLOCK_JUMP)
          .toList();
    }

    /** By which clocks it was recorded, one after the other. */
    List<ClockState> clocks() {
      List<ClockState> clocks = new ArrayList<>();
      for (Commit commit : journal.commits) {
        if (clocks.isEmpty() || !clocks.getLast().equals(clock(commit))) {
          clocks.add(clock(commit));
        }
      }
      return clocks;
    }
  }

  private static ClockState clockAt(long nowMillis, boolean synced) {
    return new ClockState(SetClock.BOOT.id(), nowMillis - 60_000, synced);
  }

  /** Says the first difference, not all of both. */
  private static void same(List<String> expected, List<String> found, String when) {
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      assertEquals(expected.get(i), found.get(i), when);
    }
    assertEquals(expected.size(), found.size(), when);
  }

  private static List<String> undisturbed() throws InterruptedException {
    return new Store(BUILT).live(-1, store -> {}).found();
  }

  @Test
  void thereIsABreachAStockoutAndAnOfflineDevice() throws InterruptedException {
    Store store = new Store(BUILT).live(-1, its -> {});
    for (String kind : List.of("temperature-breach", "stockout", "low-stock", "device-offline")) {
      String opened = "io.coldshelf." + kind + ".opened";
      assertTrue(store.found().stream().anyMatch(line -> line.startsWith(opened)), kind);
    }
    assertEquals(List.of(), store.jumps());
    assertEquals(List.of(clockAt(NOW, false), clockAt(NOW, true)), store.clocks());
  }

  @ParameterizedTest
  @ValueSource(longs = {HOUR, -HOUR, TEN_YEARS, -TEN_YEARS})
  void aStepAtAnyTimeIsOneEventMoreAndNothingElse(long step) throws InterruptedException {
    List<String> expected = undisturbed();
    // Before all, a loss pending, a breach pending, all open, in the middle of selling out, at the
    // end.
    for (int at : new int[] {30, 152, 165, 185, 320, 455, 610, 750}) {
      Store store = new Store(0).live(at, its -> its.clock.set(step));
      same(expected, store.found(), "at " + at);
      assertEquals(1, store.jumps().size(), "at " + at);
      assertEquals(
          step / 1000.0, store.jumps().getFirst().finding().measure().orElseThrow().value());
      assertEquals(
          List.of(clockAt(NOW, false), clockAt(NOW, true), clockAt(NOW + step, true)),
          store.clocks(),
          "at " + at);
    }
  }

  @Test
  void aClockThatFallsBehindTheSoftwareMovesNoBlock() throws InterruptedException {
    List<String> expected = undisturbed();
    for (int at : new int[] {30, 165, 455}) {
      Store store = new Store(BUILT).live(at, its -> its.clock.set(-TEN_YEARS));
      same(expected, store.found(), "at " + at);
      assertEquals(1, store.jumps().size(), "at " + at);
      assertEquals(
          List.of(clockAt(NOW, false), clockAt(NOW, true), clockAt(NOW, false)),
          store.clocks(),
          "at " + at);
    }
  }

  @Test
  void aColdStartIn1970ThatIsPutRightIsNoOther() throws InterruptedException {
    Store store = new Store(BUILT);
    store.clock.set(-NOW + 60_000);
    store.clock.sync(Sync.UNSYNCED);
    store.start();
    store.live(
        300,
        its -> {
          its.clock.set(NOW);
          its.clock.sync(Sync.SYNCED);
        });
    same(undisturbed(), store.found(), "");
    assertEquals(1, store.jumps().size());
    assertEquals(List.of(clockAt(60_000, false), clockAt(NOW + 60_000, true)), store.clocks());
  }

  @ParameterizedTest
  @ValueSource(longs = {HOUR, -HOUR, TEN_YEARS, -TEN_YEARS})
  void aStepWhileTheAgentIsDownIsSeenWhenItComesBack(long step) throws InterruptedException {
    for (int at : new int[] {185, 320}) {
      Store undisturbed = new Store(0).live(at, ClockStepsTest::restart);
      Store store =
          new Store(0)
              .live(
                  at,
                  its -> {
                    its.stop();
                    its.clock.set(step);
                    its.start();
                  });
      same(undisturbed.found(), store.found(), "at " + at);
      assertEquals(1, store.jumps().size(), "at " + at);
    }
  }

  private static void restart(Store store) {
    store.stop();
    store.start();
  }

  @Test
  void whileTheJournalIsFullTimeStaysAsItIsSoThatNoBlockMixesTwo() throws InterruptedException {
    Store store =
        new Store(BUILT)
            .live(
                320,
                its -> {
                  its.journal.full = true;
                  its.clock.set(HOUR);
                });
    assertEquals(List.of(), store.jumps());
    store.journal.full = false;
    for (int second = 0; second < 3; second++) {
      store.clock.pass(1000);
      store.loop.round(0);
    }
    store.stop();
    same(undisturbed(), store.found(), "");
    assertEquals(1, store.jumps().size());
    assertEquals(clockAt(NOW + HOUR, true), store.clocks().getLast());
  }
}
