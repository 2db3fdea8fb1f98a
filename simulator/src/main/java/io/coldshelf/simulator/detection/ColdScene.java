package io.coldshelf.simulator.detection;

import io.coldshelf.model.EventKind;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.simulator.truth.TruthEpisode;
import io.coldshelf.simulator.world.Draw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A compartment with one probe, what its rule says of the true air, and the probe's own faults. */
final class ColdScene implements Scene {

  private static final PointId PROBE = new PointId("probe", "temperature");
  private static final String COMPARTMENT = "room";
  private static final long START = 1_767_225_600_000L;
  private static final double WEEK = 604_800;

  /** A breach has ended when the air is inside by so much; nearer it is the same one. */
  private static final double HYSTERESIS_KELVIN = 0.5;

  /** What converters and sensors say when they have nothing to say. */
  private static final double[] CODES = {85.0, -127.0, 3276.7, -3276.8, 999.9, 6553.5, -999};

  private final ColdRoom room;
  private final ProbeSetup probe;
  private final SplittableRandom chance;
  private final Duration length;
  private final long graceMillis;
  private final List<TruthEpisode> truth = new ArrayList<>();
  private final List<TruthEpisode> welcome = new ArrayList<>();

  /** What is wrong with the probe. */
  private enum Fault {
    CODE,
    STUCK,
    SPIKES
  }

  private double nextFault;
  private long faultSince = -1;
  private double faultUntil = -1;
  private Fault fault = Fault.CODE;
  private double code;
  private double nextGap;
  private double gapUntil = -1;
  private double shown = Double.NaN;

  ColdScene(ColdRoom room, ProbeSetup probe, SplittableRandom chance, Duration length) {
    this.room = room;
    this.probe = probe;
    this.chance = chance;
    this.length = length;
    this.graceMillis = 60_000L * chance.nextInt(10, 61);
    nextFault = in(0, probe.faultsPerWeek());
    nextGap = in(0, probe.gapsPerWeek());
  }

  private double in(double second, double perWeek) {
    return perWeek == 0 ? Double.MAX_VALUE : second + Draw.exponential(chance, WEEK / perWeek);
  }

  @Override
  public String configuration() {
    return """
    gateway: gw
    site: {id: shop, name: Shop, timezone: UTC}
    devices:
      probe: {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:502?unit=1", every: %ds}
    compartments:
      room: {class: {limits: [{above: %s °C, for: %ds}]}, probes: [probe/temperature]}
    """
        .formatted(probe.every(), room.limit(), graceMillis / 1000);
  }

  @Override
  public long startMillis() {
    return START;
  }

  @Override
  public long endMillis() {
    return START + length.toMillis();
  }

  @Override
  public void play(Consumer<Observation> devices) {
    int step = Math.min(probe.every(), 5);
    double felt = room.air();
    long pastSince = -1;
    long brokenSince = -1;
    long failedSince = -1;
    long nextRead = START;
    for (long now = START; now < endMillis(); now += 1000L * step) {
      room.advance(step);
      failedSince = !room.isFailed() ? -1 : failedSince < 0 ? now : failedSince;
      felt += (room.air() - felt) * -Math.expm1(-step / probe.lagSeconds());
      if (felt > room.limit()) {
        pastSince = pastSince < 0 ? now : pastSince;
        if (brokenSince < 0 && now - pastSince >= graceMillis) {
          brokenSince = now;
          foreseeable(failedSince, pastSince, now);
        }
      } else if (brokenSince < 0 || felt <= room.limit() - HYSTERESIS_KELVIN) {
        if (brokenSince >= 0) {
          truth.add(breach(pastSince, brokenSince, OptionalLong.of(now)));
        }
        pastSince = -1;
        brokenSince = -1;
      }
      if (now >= nextRead) {
        nextRead += 1000L * probe.every();
        read(now, felt, devices);
      }
    }
    if (brokenSince >= 0) {
      truth.add(breach(pastSince, brokenSince, OptionalLong.empty()));
    }
    if (faultUntil >= 0) {
      faultEnds(endMillis());
    }
  }

  /** A failure can be told from its first minute; a long defrost or an open door need not be. */
  private void foreseeable(long failedSince, long pastSince, long broken) {
    long since = failedSince < 0 ? pastSince : failedSince;
    TruthEpisode coming =
        new TruthEpisode(
            EventKind.TEMPERATURE_PREDICTED, COMPARTMENT, since, since, OptionalLong.of(broken));
    (failedSince < 0 ? welcome : truth).add(coming);
  }

  private static TruthEpisode breach(long since, long start, OptionalLong end) {
    return new TruthEpisode(EventKind.TEMPERATURE_BREACH, COMPARTMENT, since, start, end);
  }

  private void read(long now, double felt, Consumer<Observation> devices) {
    double second = (now - START) / 1000.0;
    if (second >= nextGap) {
      gapUntil = second + 60 * StrictMath.pow(10, chance.nextDouble(0.5, 2.8));
      truth.add(
          new TruthEpisode(
              EventKind.DEVICE_OFFLINE,
              PROBE.toString(),
              now - 1000L * probe.every(),
              now - 1000L * probe.every(),
              OptionalLong.of(START + (long) (1000 * gapUntil))));
      nextGap = in(gapUntil, probe.gapsPerWeek());
    }
    if (second < gapUntil) {
      return;
    }
    double value = felt + probe.noise() * chance.nextGaussian();
    value = Math.rint(value / probe.resolution()) * probe.resolution();
    devices.accept(Reading.good(PROBE, now, faulty(now, second, value)));
  }

  private double faulty(long now, double second, double value) {
    if (second >= nextFault && faultUntil < 0) {
      fault = Fault.values()[chance.nextInt(Fault.values().length)];
      faultUntil = second + 60 * StrictMath.pow(10, chance.nextDouble(0.7, 2.3));
      faultUntil = Math.max(faultUntil, second + 200.0 * probe.every());
      code = CODES[chance.nextInt(CODES.length)];
      faultSince = now;
    }
    if (faultUntil >= 0 && second >= faultUntil) {
      faultEnds(now);
      nextFault = in(second, probe.faultsPerWeek());
    }
    if (faultUntil < 0) {
      shown = value;
      return value;
    }
    return switch (fault) {
      case CODE -> code;
      case STUCK -> shown;
      case SPIKES -> chance.nextDouble() < 0.02 ? value + chance.nextDouble(10, 40) : value;
    };
  }

  private void faultEnds(long now) {
    if (fault != Fault.SPIKES) {
      truth.add(
          new TruthEpisode(
              EventKind.SENSOR_FAULT,
              PROBE.toString(),
              faultSince,
              faultSince,
              OptionalLong.of(now)));
    }
    faultUntil = -1;
  }

  @Override
  public List<TruthEpisode> truth() {
    return truth;
  }

  @Override
  public List<TruthEpisode> welcome() {
    return welcome;
  }

  @Override
  public double subjects() {
    return 1;
  }

  /**
   * The rule's own time is not the detector's: what comes on top of it is one interval. Whoever
   * knows of a failure has all the time from then to the breach.
   */
  @Override
  public double oracleMillis(TruthEpisode episode) {
    if (episode.kind() == EventKind.TEMPERATURE_PREDICTED) {
      return (double) (episode.endMillis().orElseThrow() - episode.startMillis());
    }
    return 1000.0 * probe.every();
  }

  @Override
  public Naive naive() {
    return new NaiveCold(room.limit());
  }

  @Override
  public void look(VirtualAgent agent, long nowMillis, Looks looks) {
    // Nothing is counted here.
  }
}
