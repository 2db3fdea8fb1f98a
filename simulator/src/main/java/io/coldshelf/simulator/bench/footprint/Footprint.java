package io.coldshelf.simulator.bench.footprint;

import io.coldshelf.simulator.rehearsal.AgentProgram;
import io.coldshelf.simulator.rehearsal.Park;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Measures an agent with twenty devices that are asked every ten seconds, its page on, connected by
 * TLS; started as the launcher does. Beside it, in the same run: an empty JVM with the same options
 * that connects to the same broker by the same library, says one thing and waits.
 */
public final class Footprint {

  private static final int BEHIND_TCP = 10;
  private static final int ON_SERIAL = 9;
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(250);
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
   */
  public record Result(Figures agent, Figures empty) {}

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
    this.program =
        AgentProgram.ofThisProcess()
            .orElseThrow(() ->
                new IOException("the agent's program is not known: start this by ./coldshelf"));
    this.starts = starts;
    this.idle = idle;
    this.folder = folder;
  }

  /**
   * Measures, for about {@code starts} times ten seconds and twice {@code idle}.
   *
   * @return the figures
   * @throws IOException when something cannot be started, with what to do about it
   * @throws InterruptedException when asked to stop
   */
  public Result measure() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (TlsBroker broker = new TlsBroker(folder);
        Park park = new Park(BEHIND_TCP, ON_SERIAL, EVERY, InstantSource.system(), 1)) {
      return new Result(agent(broker, park), empty(broker));
    }
  }

  private Figures agent(TlsBroker broker, Park park) throws IOException, InterruptedException {
    int port = TlsBroker.freePort();
    Path config =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            """
            gateway: footprint
            site: {id: footprint, timezone: UTC}
            %suplink: {mqtt: "mqtts://127.0.0.1:%d", ca: "%s", acknowledge: broker, encoding: columns}
            local: {listen: "127.0.0.1:%d"}
            """
                .formatted(park.yaml(), broker.port(), broker.authority(), port));
    List<String> command =
        List.of(
            program.home().resolve("coldshelf").toString(),
            "agent",
            "--config",
            config.toString(),
            "--data",
            folder.resolve("data").toString());
    List<Double> readings = new ArrayList<>();
    List<Double> pubacks = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    double cores = 0;
    for (int start = 1; start <= starts; start++) {
      try (Subject agent = new Subject(command, folder.resolve("agent.log"))) {
        Page page = new Page(port);
        agent.awaits(PATIENCE, LOOK, () -> page.startSeconds(PUBACK).isPresent());
        readings.add(page.startSeconds(READING).orElseThrow());
        pubacks.add(page.startSeconds(PUBACK).orElseThrow());
        if (start == starts) {
          cores = agent.idleCores(idle);
        }
        resident.add((double) agent.residentBytes());
      }
    }
    return new Figures(
        OptionalDouble.of(Figures.median(readings)),
        Figures.median(pubacks),
        (long) Figures.median(resident),
        cores,
        starts);
  }

  private Figures empty(TlsBroker broker) throws IOException, InterruptedException {
    Path cache = rehearsed(broker);
    List<Double> pubacks = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    double cores = 0;
    for (int start = 1; start <= starts; start++) {
      Path said = folder.resolve("empty-" + start + ".log");
      try (Subject jvm = new Subject(emptyCommand(Optional.of(cache), List.of(), broker), said)) {
        jvm.awaits(PATIENCE, LOOK, () -> EmptyClient.said(said).isPresent());
        pubacks.add(EmptyClient.said(said).orElseThrow());
        if (start == starts) {
          cores = jvm.idleCores(idle);
        }
        resident.add((double) jvm.residentBytes());
      }
    }
    return new Figures(
        OptionalDouble.empty(),
        Figures.median(pubacks),
        (long) Figures.median(resident),
        cores,
        starts);
  }

  /** The empty JVM gets a start-up cache made in the same way. */
  private Path rehearsed(TlsBroker broker) throws IOException, InterruptedException {
    Path cache = folder.resolve("empty.aot");
    Files.deleteIfExists(cache);
    Path said = folder.resolve("empty-0.log");
    List<String> command =
        emptyCommand(Optional.empty(), List.of("-XX:AOTCacheOutput=" + cache), broker);
    try (Subject jvm = new Subject(command, said)) {
      jvm.awaits(PATIENCE, LOOK, () -> EmptyClient.said(said).isPresent());
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

  /** One process that is measured; ends with this, and its output goes to a file. */
  private static final class Subject implements AutoCloseable {

    private final Process process;
    private final Path log;

    Subject(List<String> command, Path log) throws IOException {
      Files.write(
          log, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
      this.log = log;
      this.process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    }

    void awaits(Duration limit, Duration look, Question isSo)
        throws IOException, InterruptedException {
      long end = System.nanoTime() + limit.toNanos();
      while (!isSo.ask()) {
        if (!process.isAlive() || System.nanoTime() - end > 0) {
          throw new IOException(
              "a measured process did not come as far as it should: " + Files.readString(log));
        }
        Thread.sleep(look);
      }
    }

    double idleCores(Duration length) throws IOException, InterruptedException {
      long cpu = Proc.cpuNanos(process.pid());
      long began = System.nanoTime();
      Thread.sleep(length);
      return (double) (Proc.cpuNanos(process.pid()) - cpu) / (System.nanoTime() - began);
    }

    long residentBytes() throws IOException {
      return Proc.residentBytes(process.pid());
    }

    /** Told to stop, and ended in order. */
    void end() throws IOException, InterruptedException {
      process.destroy();
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("a measured process does not end: " + Files.readString(log));
      }
    }

    @Override
    public void close() throws IOException {
      try {
        end();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** Asked until it is so. */
  private interface Question {
    boolean ask() throws IOException;
  }
}
