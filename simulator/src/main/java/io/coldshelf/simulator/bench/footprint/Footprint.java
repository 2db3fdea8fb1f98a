package io.coldshelf.simulator.bench.footprint;

import io.coldshelf.simulator.rehearsal.AgentProgram;
import io.coldshelf.simulator.rehearsal.Park;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Measures an agent with twenty devices that are asked every ten seconds, its page on, connected by
 * TLS; started as the launcher does. Beside it, in the same run: an empty JVM with the same options
 * that connects to the same broker by the same library, says one thing and waits.
 */
public final class Footprint {

  private static final int BEHIND_TCP = 10;
  private static final int ON_SERIAL = 9;
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final String DATA = "data";
  private static final String LOG = "agent.log";
  private static final String READING = "first-reading-durable";
  private static final String PUBACK = "first-puback";

  private final AgentProgram program;
  private final int starts;
  private final Duration idle;
  private final Path folder;

  /**
   * What was found.
   *
   * @param agent the agent
   * @param empty the empty JVM
   * @param waiting an agent with much to send and nobody to take it
   */
  public record Result(Figures agent, Figures empty, Waiting waiting) {}

  /**
   * Memory with a backlog.
   *
   * @param residentBytes after the idle time
   * @param laterBytes after twice the idle time
   */
  public record Waiting(long residentBytes, long laterBytes) {}

  /**
   * A measurement.
   *
   * @param starts how many starts of each, at least 1
   * @param idle how long to watch each at rest; a minute tells half a percent of a core well
   * @param folder for what is written; stays the caller's
   * @throws IOException when this process was not started by the launcher
   */
  public Footprint(int starts, Duration idle, Path folder) throws IOException {
    if (starts < 1) {
      throw new IllegalArgumentException("at least one start, not " + starts);
    }
    this.program = AgentProgram.required();
    this.starts = starts;
    this.idle = idle;
    this.folder = folder;
  }

  /**
   * Measures, for about {@code starts} times ten seconds and four times {@code idle}.
   *
   * @return the figures
   * @throws IOException when something cannot be started, with what to do about it
   * @throws InterruptedException when asked to stop
   */
  public Result measure() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (TlsBroker broker = new TlsBroker(folder);
        Park park = new Park(BEHIND_TCP, ON_SERIAL, EVERY, InstantSource.system(), 1)) {
      return new Result(agent(broker, park), empty(broker), waiting(broker));
    }
  }

  private Figures agent(TlsBroker broker, Park park) throws IOException, InterruptedException {
    int port = TlsBroker.freePort();
    List<String> command = command(folder, park.yaml(), uplink(broker, "broker"), port);
    List<Double> readings = new ArrayList<>();
    List<Double> pubacks = new ArrayList<>();
    long resident = 0;
    double cores = 0;
    for (int start = 1; start <= starts; start++) {
      try (Subject agent = new Subject(command, folder.resolve(LOG))) {
        Page page = new Page(port);
        agent.awaits(() -> page.startSeconds(PUBACK).isPresent());
        readings.add(page.startSeconds(READING).orElseThrow());
        pubacks.add(page.startSeconds(PUBACK).orElseThrow());
        if (start == starts) {
          cores = agent.idleCores(idle);
          resident = agent.residentBytes();
        }
      }
    }
    return new Figures(
        OptionalDouble.of(Figures.median(readings)),
        Figures.median(pubacks),
        resident,
        cores,
        starts);
  }

  /** Nobody answers for the bridge, so all of the backlog stays. */
  private Waiting waiting(TlsBroker broker) throws IOException, InterruptedException {
    int port = TlsBroker.freePort();
    Path place = Files.createDirectories(folder.resolve("wide"));
    try (WideSite site = new WideSite(place, EVERY)) {
      site.fill(Files.createDirectories(place.resolve(DATA)));
      List<String> command = command(place, site.yaml(), uplink(broker, "bridge"), port);
      try (Subject agent = new Subject(command, place.resolve(LOG))) {
        Page page = new Page(port);
        agent.awaits(() -> page.startSeconds(PUBACK).isPresent());
        double _ = agent.idleCores(idle);
        long resident = agent.residentBytes();
        double _ = agent.idleCores(idle);
        return new Waiting(resident, agent.residentBytes());
      }
    }
  }

  private static String uplink(TlsBroker broker, String acknowledge) {
    return "uplink: {mqtt: \"mqtts://127.0.0.1:%d\", ca: \"%s\", acknowledge: %s, encoding: columns}\n"
        .formatted(broker.port(), broker.authority(), acknowledge);
  }

  private List<String> command(Path place, String devices, String uplink, int port)
      throws IOException {
    Path config =
        Files.writeString(
            place.resolve("gateway.yaml"),
            """
            gateway: footprint
            site: {id: footprint, timezone: UTC}
            %s%slocal: {listen: "127.0.0.1:%d"}
            """
                .formatted(devices, uplink, port));
    return program.launch(config, place.resolve(DATA));
  }

  private Figures empty(TlsBroker broker) throws IOException, InterruptedException {
    Path cache = rehearsed(broker);
    List<Double> pubacks = new ArrayList<>();
    long resident = 0;
    double cores = 0;
    for (int start = 1; start <= starts; start++) {
      Path said = folder.resolve("empty-" + start + ".log");
      try (Subject jvm = new Subject(emptyCommand(Optional.of(cache), List.of(), broker), said)) {
        jvm.awaits(() -> EmptyClient.said(said).isPresent());
        pubacks.add(EmptyClient.said(said).orElseThrow());
        if (start == starts) {
          cores = jvm.idleCores(idle);
          resident = jvm.residentBytes();
        }
      }
    }
    return new Figures(OptionalDouble.empty(), Figures.median(pubacks), resident, cores, starts);
  }

  /** The empty JVM gets a start-up cache made in the same way. */
  private Path rehearsed(TlsBroker broker) throws IOException, InterruptedException {
    Path cache = folder.resolve("empty.aot");
    Files.deleteIfExists(cache);
    Path said = folder.resolve("empty-0.log");
    List<String> command =
        emptyCommand(Optional.empty(), List.of("-XX:AOTCacheOutput=" + cache), broker);
    try (Subject jvm = new Subject(command, said)) {
      jvm.awaits(() -> EmptyClient.said(said).isPresent());
      jvm.end();
    }
    return cache;
  }

  private List<String> emptyCommand(Optional<Path> cache, List<String> further, TlsBroker broker)
      throws IOException {
    List<String> command = program.java(cache, further, program.simulatorJar());
    command.addAll(
        List.of(
            EmptyClient.class.getName(),
            "ssl://127.0.0.1:" + broker.port(),
            broker.authority().toString()));
    return command;
  }
}
