package io.coldshelf.edge;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.edge.acquire.Acquisition;
import io.coldshelf.edge.acquire.Assignment;
import io.coldshelf.edge.acquire.Inbox;
import io.coldshelf.edge.config.DeviceEntry;
import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.config.Uplink.Cut;
import io.coldshelf.edge.detect.Recorded;
import io.coldshelf.edge.detect.StockWatch;
import io.coldshelf.edge.journal.Capacity;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalException;
import io.coldshelf.edge.journal.JournalSetup;
import io.coldshelf.edge.journal.JournalStats;
import io.coldshelf.edge.journal.Payloads;
import io.coldshelf.edge.local.LiveView;
import io.coldshelf.edge.local.LocalServer;
import io.coldshelf.edge.natives.NativeCache;
import io.coldshelf.edge.natives.NativeLibrary;
import io.coldshelf.edge.pipeline.Detectors;
import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.edge.proof.Notary;
import io.coldshelf.edge.time.Boot;
import io.coldshelf.edge.time.KernelClock;
import io.coldshelf.edge.time.Timeline;
import io.coldshelf.edge.uplink.Uplink;
import io.coldshelf.model.PointId;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.PayloadForm;
import io.coldshelf.wire.Topics;
import io.coldshelf.yaml.Secret;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One gateway at work. Read its constructor from top to bottom: that is the way of a reading,
 * backwards, since each part is given the next.
 */
public final class Agent implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Agent.class.getName());

  /** The journal's file in the data directory. */
  public static final String JOURNAL_FILE = "journal.db";

  /** The directory of unpacked native libraries in the data directory. */
  static final String NATIVES = "native";

  /** Where Linux tells of processes. */
  private static final Path PROC = Path.of("/proc");

  private static final Cut STANDALONE_CUT = new Cut(Duration.ofSeconds(5), 1000);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final Outbox outbox;
  private final LocalServer server;
  private final PipelineLoop loop;
  private final Thread pipelineThread;
  private final Acquisition acquisition;

  /**
   * Starts everything.
   *
   * @param configuration what the gateway is
   * @param data where the journal is kept; made where it is missing
   * @param wall the system's clock
   * @param random spreads reconnections, and names the journal's life
   * @throws IOException when the data directory cannot be made or written, or the local page's
   *     address not be had; the message says what to do
   */
  public Agent(
      GatewayConfiguration configuration, Path data, InstantSource wall, RandomGenerator random)
      throws IOException {
    configuration.uplink().ifPresent(uplink -> Uplink.warmUp(uplink.broker().tls()));
    Timeline timeline =
        new Timeline(
            wall,
            System::nanoTime,
            new KernelClock(KernelClock.SYSTEMD),
            Boot.of(Boot.LINUX, random),
            AgentVersion.BUILT.toEpochMilli());
    InstantSource clock = timeline.counted();
    Topics topics = new Topics(configuration.site().id(), configuration.gateway());
    Path file = DataDirectory.prepare(data).resolve(JOURNAL_FILE);
    provideNatives(configuration, data);
    InstantSource placed =
        () -> Instant.ofEpochMilli(clock.millis() + timeline.shown().shiftMillis());
    JournalSetup setup = journal(configuration, topics, clock, random);
    outbox =
        new Outbox(
            () -> Journal.open(file, setup),
            configuration
                .uplink()
                .map(settings ->
                    journal -> uplink(configuration, settings, topics, journal, placed, random)));

    long bornMillis = clock.millis() - new ProcessAge(PROC, wall).now().toMillis();
    LiveView view = new LiveView();
    Recorder recorder =
        new Recorder(
            topics.source(),
            configuration
                .uplink()
                .map(io.coldshelf.edge.config.Uplink::readings)
                .orElse(STANDALONE_CUT),
            configuration.journal().commitEvery(),
            view);
    Pipeline pipeline = Detectors.pipeline(configuration);
    pipeline.restore(outbox.journal().state());
    timeline.restore(outbox.journal().state());
    pipeline.resume(clock.millis());

    Inbox inbox = new Inbox();
    loop =
        new PipelineLoop(
            configuration.gateway(),
            timeline,
            inbox,
            pipeline,
            recorder,
            outbox,
            view,
            new Notary(data, topics, outbox::sign));
    server =
        serve(
            configuration,
            new LocalPages(configuration, view, outbox, inbox, loop, timeline, bornMillis));
    pipelineThread = Thread.ofPlatform().name("pipeline").start(loop);
    acquisition = Acquisition.start(assignments(configuration, data, clock), clock, random, inbox);
    connect();
    LOG.log(System.Logger.Level.INFO, greeting(configuration));
  }

  /** Last, as TLS takes a while to set up and no reading should wait for it. */
  private void connect() {
    try {
      outbox.connect();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static void provideNatives(GatewayConfiguration configuration, Path data) {
    NativeCache natives = HeadStart.natives(data);
    natives.provide(NativeLibrary.SQLITE);
    // A serial port is what has a path and no host.
    if (configuration.devices().stream().anyMatch(device -> device.connection().host().isEmpty())) {
      natives.provide(NativeLibrary.SERIAL);
    }
  }

  private String greeting(GatewayConfiguration configuration) {
    return configuration.gateway()
        + " runs: "
        + configuration.devices().size()
        + " devices, journal "
        + outbox.journal().epoch()
        + ", status on port "
        + server.port();
  }

  /**
   * Where the local pages are.
   *
   * @return the port
   */
  public int port() {
    return server.port();
  }

  /** An address that cannot be had stops the start, and leaves nothing running. */
  private LocalServer serve(GatewayConfiguration configuration, LocalPages pages)
      throws IOException {
    try {
      return new LocalServer(
          configuration.local().listen(),
          configuration.local().token().map(Secret::reveal),
          pages.pages());
    } catch (BindException e) {
      outbox.close();
      throw new BindException(
          "cannot listen on "
              + configuration.local().listen()
              + " ("
              + e.getMessage()
              + "): is another agent running? Stop it, or set another port under local.listen");
    } catch (IOException | RuntimeException e) {
      outbox.close();
      throw e;
    }
  }

  private static JournalSetup journal(
      GatewayConfiguration configuration,
      Topics topics,
      InstantSource clock,
      RandomGenerator random) {
    Map<PointId, String> units = units(configuration);
    Recorded recorded = new Recorded(configuration.gateway());
    return new JournalSetup(
        new Payloads(topics, form(configuration), point -> units.getOrDefault(point, "")),
        new Capacity(configuration.journal().maxBytes(), configuration.journal().maxAge()),
        random,
        clock,
        thinned ->
            new CloudEvent(
                topics.source(), Notices.thinned(recorded, configuration.gateway(), thinned)));
  }

  private static Uplink uplink(
      GatewayConfiguration configuration,
      io.coldshelf.edge.config.Uplink settings,
      Topics topics,
      Journal journal,
      InstantSource clock,
      RandomGenerator random) {
    Uplink uplink =
        UplinkStart.of(settings, topics, configuration.site().timezone(), journal, clock, random);
    uplink.report(ReportedDocument.of(configuration, AgentVersion.TEXT));
    return uplink;
  }

  private static PayloadForm form(GatewayConfiguration configuration) {
    return configuration
        .uplink()
        .map(uplink ->
            switch (uplink.encoding()) {
              case COLUMNS -> PayloadForm.COLUMNS;
              case SENML -> PayloadForm.SENML;
            })
        .orElse(PayloadForm.COLUMNS);
  }

  private static Map<PointId, String> units(GatewayConfiguration configuration) {
    Map<PointId, String> units = new HashMap<>();
    for (DeviceEntry device : configuration.devices()) {
      for (PointProfile point : device.profile().points()) {
        units.put(new PointId(device.name(), point.name()), point.unit());
      }
    }
    configuration
        .shelves()
        .forEach(shelf -> units.put(new PointId(shelf.name(), StockWatch.POINT), StockWatch.UNIT));
    return units;
  }

  private static List<Assignment> assignments(
      GatewayConfiguration configuration, Path data, InstantSource clock) {
    DriverCatalogue drivers = new DriverCatalogue(configuration.gateway(), data);
    List<Assignment> assignments = new ArrayList<>();
    for (DeviceEntry device : configuration.devices()) {
      DeviceSetup setup =
          new DeviceSetup(
              device.name(),
              device.profile(),
              device.connection(),
              device.timeout(),
              clock,
              device.access());
      assignments.add(
          new Assignment(setup, drivers.driver(device.profile().protocol()), device.every()));
    }
    return assignments;
  }

  /**
   * Stops in the order of the readings' way: what was measured is journalled, then sent as far as
   * it goes.
   */
  @Override
  public void close() {
    acquisition.close();
    pipelineThread.interrupt();
    try {
      if (!pipelineThread.join(STOP)) {
        LOG.log(System.Logger.Level.WARNING, "The pipeline did not end in time.");
      }
      drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (JournalException e) {
      LOG.log(System.Logger.Level.WARNING, "What was sent is not looked at: " + e.getMessage());
    }
    server.close();
    outbox.close();
    LOG.log(System.Logger.Level.INFO, "Stopped.");
  }

  /**
   * Gives the bridge a moment to store the last blocks; what it does not store now it gets next
   * time.
   */
  private void drain() throws InterruptedException {
    long end = System.nanoTime() + DRAIN.toNanos();
    Optional<Uplink> uplink = outbox.uplink();
    while (uplink.isPresent() && uplink.get().stats().connected() && System.nanoTime() < end) {
      uplink.get().wake();
      outbox.journal().maintain();
      JournalStats stats = outbox.journal().stats();
      if (stats.events().unacknowledged() <= 0 && stats.readings().unacknowledged() <= 0) {
        return;
      }
      Thread.sleep(20);
    }
  }
}
