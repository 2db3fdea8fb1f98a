package io.coldshelf.simulator.demo;

import io.coldshelf.simulator.device.Field;
import io.coldshelf.simulator.device.LlrpReader;
import io.coldshelf.simulator.device.ModbusSlave;
import io.coldshelf.simulator.device.MtSicsScale;
import io.coldshelf.simulator.device.ReaderModel;
import io.coldshelf.simulator.device.ScaleModel;
import io.coldshelf.simulator.device.Weight;
import io.coldshelf.simulator.device.XyMd02;
import io.coldshelf.simulator.pty.Pty;
import io.coldshelf.simulator.truth.TruthEpisode;
import io.coldshelf.simulator.truth.TruthEvent;
import io.coldshelf.simulator.truth.TruthLines;
import io.coldshelf.simulator.world.DemoWorld;
import io.coldshelf.simulator.world.Probe;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The world of the demo and the devices before it: a Modbus probe on a serial line, another behind
 * TCP, an RFID reader and a scale. The devices ask from threads of their own; the world is one, so
 * they take turns.
 */
final class Stage implements AutoCloseable {

  private static final long STEP_MILLIS = 50;
  private static final double TRUCK_HUMIDITY = 78;
  private static final int UNIT = 1;

  private final InstantSource clock;
  private final DemoWorld world;
  private final PrintStream truth;
  private final AtomicLong served = new AtomicLong();
  private final Pty caseLine;
  private final Pty scaleLine;
  private final ModbusSlave caseProbe;
  private final ModbusSlave cargoProbe;
  private final LlrpReader reader;
  private final MtSicsScale scale;
  private final Thread pump;

  /**
   * Raises the curtain: the world begins now, and its truth is told as JSON lines.
   *
   * @param seed from which everything in the world follows
   * @param clock the system's
   * @param truth takes the lines; stays the caller's to close
   */
  Stage(long seed, InstantSource clock, PrintStream truth) throws IOException {
    this.clock = clock;
    this.truth = truth;
    world = new DemoWorld(seed, clock.millis(), this::write);
    Random random = new Random(seed);
    caseLine = Pty.open();
    scaleLine = Pty.open();
    caseProbe =
        ModbusSlave.rtu(
            caseLine,
            Map.of(
                UNIT,
                new XyMd02(
                    UNIT,
                    () -> celsius(world.dairy().probe()),
                    () -> now(() -> world.dairy().humidityPercent(world.nowMillis())))),
            clock,
            random,
            answer -> served.addAndGet(answer.raw().size()));
    cargoProbe =
        ModbusSlave.tcp(
            0,
            Map.of(
                UNIT, new XyMd02(UNIT, () -> celsius(world.truck().probe()), () -> TRUCK_HUMIDITY)),
            clock,
            random,
            answer -> served.addAndGet(answer.raw().size()));
    reader =
        new LlrpReader(
            0,
            ReaderModel.PLAIN.withRoundEvery(Duration.ofMillis(200)),
            this::round,
            clock,
            random);
    scale = MtSicsScale.serial(scaleLine, ScaleModel.BENCH_15_KG, new Plate(), random);
    pump = Thread.ofPlatform().name("world").daemon().start(this::turn);
  }

  private final class Plate implements Weight {
    @Override
    public double kilograms() {
      return now(() -> world.milk().kilograms(world.nowMillis()));
    }

    @Override
    public boolean stable() {
      return now(() -> world.milk().stable(world.nowMillis()));
    }
  }

  private synchronized void write(TruthEvent event) {
    truth.println(TruthLines.line(event));
  }

  /** The world goes on when no device asks, so that its truth is written in time. */
  private void turn() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        now(world::nowMillis);
        Thread.sleep(STEP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized <T> T now(Supplier<T> question) {
    world.advance(clock.millis());
    return question.get();
  }

  private double celsius(Probe probe) {
    return now(() -> probe.celsius(world.nowMillis()).orElse(Double.NaN));
  }

  private List<Field.Seen> round(int antenna, long timeMillis) {
    return antenna != 1
        ? List.of()
        : now(() -> world.milk().round(antenna, world.nowMillis())).stream()
            .map(tag -> new Field.Seen(tag.epc(), (int) Math.round(tag.rssiDbm())))
            .toList();
  }

  Path caseLine() {
    return caseLine.path();
  }

  Path scaleLine() {
    return scaleLine.path();
  }

  int cargoPort() {
    return cargoProbe.port();
  }

  int readerPort() {
    return reader.port();
  }

  /** Values that the probes have given out. */
  long served() {
    return served.get();
  }

  LlrpReader.Tally tags() {
    return reader.tally();
  }

  synchronized List<TruthEpisode> episodes() {
    return world.episodes();
  }

  @Override
  public void close() throws IOException {
    pump.interrupt();
    reader.close();
    scale.close();
    caseProbe.close();
    cargoProbe.close();
    caseLine.close();
    scaleLine.close();
  }
}
