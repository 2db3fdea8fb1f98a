package io.coldshelf.simulator.detection;

import io.coldshelf.model.Epc;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;
import io.coldshelf.simulator.truth.TruthEpisode;
import io.coldshelf.simulator.world.Draw;
import io.coldshelf.simulator.world.Sgtin96;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A bay of shelves, the people before it, its reader and its scales. */
final class BayScene implements Scene {

  /** A tag that is read more seldom is dead. */
  private static final double DEAD = 0.05;

  private static final String READER = "reader";
  private static final long START = 1_767_225_600_000L;
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final double SECOND = 1000;

  /** A week with one false alarm of a tag in a hundred is what a test is held to. */
  private static final double RUN_LENGTH_SECONDS = 604_800 / 0.01;

  private static final String[] GTINS = {
    "06901234567892", "06901234567809", "06901234567816", "06901234567823"
  };

  private record Act(long atMillis, long order, Runnable what) {}

  private record Shadow(double from, double to) {
    boolean covers(double place) {
      return place >= from && place < to;
    }
  }

  private final BaySetup setup;
  private final SplittableRandom chance;
  private final List<Rack> racks = new ArrayList<>();
  private final List<LoadCell> cells = new ArrayList<>();
  private final double[] itemKilograms;
  private final List<Shadow> shadows = new ArrayList<>();
  private final PriorityQueue<Act> acts =
      new PriorityQueue<>(Comparator.comparingLong(Act::atMillis).thenComparingLong(Act::order));
  private final boolean[] deaf;
  private long nowMillis = START;
  private long order;
  private long serial = 1;
  private final double tolerance;

  BayScene(BaySetup setup, SplittableRandom chance) {
    this.setup = setup;
    this.chance = chance;
    this.tolerance = chance.nextDouble(0.01, 0.03);
    this.itemKilograms = new double[setup.shelves()];
    this.deaf = new boolean[setup.shelves()];
    for (int i = 0; i < setup.shelves(); i++) {
      racks.add(new Rack(i, "shelf-" + (i + 1), lowAt(), setup.weighsPerSecond() > 0 ? 0 : DEAD));
      // 57, 155 and 725 g are the 5th, 50th and 95th percentile of what shops sell.
      itemKilograms[i] =
          Math.rint(1000 * Math.clamp(Draw.logNormal(chance, 0.19, 0.78), 0.04, 2)) / 1000;
      cells.add(new LoadCell(chance.split(), 2 * setup.capacity() * itemKilograms[i]));
      restock(i, START);
    }
    at(START + arrival(), this::visit);
    if (setup.outagesPerDay() > 0) {
      at(START + outageIn(), this::outage);
    }
  }

  private int lowAt() {
    return setup.capacity() / 4;
  }

  @Override
  public String configuration() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("gateway: gw\nsite: {id: shop, name: Shop, timezone: UTC}\ndevices:\n");
    if (setup.roundsPerSecond() > 0) {
      yaml.append("  reader: {profile: llrp, connect: \"llrp://127.0.0.1\"}\n");
    }
    for (int i = 0; i < setup.shelves() && setup.weighsPerSecond() > 0; i++) {
      yaml.append(
          "  scale-%d: {profile: mt-sics, connect: \"tcp://127.0.0.1:%d\", every: 1s}\n"
              .formatted(i + 1, 4305 + i));
    }
    yaml.append("shelves:\n");
    for (int i = 0; i < setup.shelves(); i++) {
      yaml.append("  shelf-%d:\n".formatted(i + 1));
      yaml.append(
          "    product: {gtin: \"%s\", name: Product %d, itemWeight: %s kg}\n"
              .formatted(GTINS[i], i + 1, itemKilograms[i]));
      yaml.append("    capacity: %d\n    lowAt: %d\n".formatted(setup.capacity(), lowAt()));
      if (setup.roundsPerSecond() > 0) {
        yaml.append("    rfid: [reader/%d]\n".formatted(i + 1));
      }
      if (setup.weighsPerSecond() > 0) {
        yaml.append("    weight: [scale-%d/weight]\n".formatted(i + 1));
      }
    }
    return yaml.toString();
  }

  @Override
  public long startMillis() {
    return START;
  }

  @Override
  public long endMillis() {
    return START + setup.length().toMillis();
  }

  @Override
  public void play(Consumer<Observation> devices) {
    double roundEvery = setup.roundsPerSecond() > 0 ? SECOND / setup.roundsPerSecond() : 0;
    double weighEvery = setup.weighsPerSecond() > 0 ? SECOND / setup.weighsPerSecond() : 0;
    double nextRound = roundEvery > 0 ? START + chance.nextDouble(roundEvery) : Double.MAX_VALUE;
    double nextWeigh = weighEvery > 0 ? START + chance.nextDouble(weighEvery) : Double.MAX_VALUE;
    long end = endMillis();
    while (true) {
      long now = (long) Math.min(nextRound, nextWeigh);
      if (now >= end) {
        happen(end - 1);
        return;
      }
      happen(now);
      if (nextRound <= nextWeigh) {
        round(now, devices);
        nextRound += roundEvery;
      } else {
        weigh(now, weighEvery, devices);
        nextWeigh += weighEvery;
      }
    }
  }

  private void happen(long untilMillis) {
    while (!acts.isEmpty() && acts.peek().atMillis() <= untilMillis) {
      Act act = acts.poll();
      nowMillis = act.atMillis();
      act.what().run();
    }
  }

  private void at(long millis, Runnable what) {
    acts.add(new Act(millis, order++, what));
  }

  private void round(long now, Consumer<Observation> devices) {
    for (int i = 0; i < racks.size(); i++) {
      if (deaf[i]) {
        continue;
      }
      for (int k = Math.max(0, i - 1); k <= Math.min(racks.size() - 1, i + 1); k++) {
        for (Thing thing : racks.get(k).things()) {
          double p = thing.readability() * (k == i ? 1 : setup.cross());
          if (chance.nextDouble() < (isShadowed(thing) ? 0.02 * p : p)) {
            int rssi = (int) (-52 - (k == i ? 0 : 6 + 3.5 * chance.nextGaussian()));
            devices.accept(
                new TagReport(READER, i + 1, thing.epc(), now, now, 1, OptionalInt.of(rssi)));
          }
        }
      }
    }
  }

  private boolean isShadowed(Thing thing) {
    for (Shadow shadow : shadows) {
      if (shadow.covers(thing.place())) {
        return true;
      }
    }
    return false;
  }

  private void weigh(long now, double every, Consumer<Observation> devices) {
    for (int i = 0; i < cells.size(); i++) {
      double kilograms = cells.get(i).kilograms(now, every);
      devices.accept(Reading.good(new PointId("scale-" + (i + 1), "weight"), now, kilograms));
    }
  }

  private long arrival() {
    return (long) Draw.exponential(chance, HOUR / setup.visitsPerHour()) + 1;
  }

  /** Somebody stands there for a while, and perhaps takes something. */
  private void visit() {
    long now = nowMillis;
    at(now + arrival(), this::visit);
    long stay = (long) Math.min(300_000, Draw.logNormal(chance, 8_000, 0.87));
    double width = chance.nextDouble(0.1, 0.6);
    double from = chance.nextDouble(0, 1 - width);
    if (setup.shadows()) {
      Shadow shadow = new Shadow(from, from + width);
      shadows.add(shadow);
      at(now + stay, () -> shadows.remove(shadow));
    }
    int rack = chance.nextInt(racks.size());
    if (chance.nextDouble() < 0.5) {
      int items = chance.nextInt(1, 4);
      long when = now + stay / 4;
      for (int i = 0; i < items && when < now + Math.max(stay, 1500); i++) {
        at(when, () -> take(rack, from, from + width));
        when += chance.nextLong(900, 1801);
      }
    } else if (chance.nextDouble() < 0.1) {
      push(rack, now, now + Math.max(1000, Math.min(stay, 8000)));
    }
  }

  private void push(int rack, long from, long to) {
    if (chance.nextDouble() < 0.1) {
      cells.get(rack).lay(from, to, chance.nextDouble(0.3, 4));
    } else {
      cells.get(rack).push(from, to, chance.nextDouble(1, 17));
    }
  }

  private void take(int rackIndex, double from, double to) {
    Rack rack = racks.get(rackIndex);
    long now = nowMillis;
    List<Thing> near =
        rack.things().stream().filter(t -> t.place() >= from && t.place() < to).toList();
    if (near.isEmpty()) {
      near = List.copyOf(rack.things());
    }
    if (near.isEmpty()) {
      return;
    }
    Thing thing = near.get(chance.nextInt(near.size()));
    cells.get(rackIndex).push(now - 300, now, chance.nextDouble(0.05, 1.5));
    rack.take(thing, now);
    weighed(rackIndex);
    if (chance.nextDouble() < 0.07) {
      long back = now + chance.nextLong(1_500, 12_000);
      at(back, () -> put(rackIndex, thing));
    } else if (racks.size() > 1 && setup.roundsPerSecond() > 0 && chance.nextDouble() < 0.02) {
      // Put down elsewhere: no business of that shelf's, yet its antenna sees it.
      int other = (rackIndex + 1) % racks.size();
      at(now + 4_000, () -> put(other, thing));
    }
    if (rack.count() == 0 || (rack.count() <= lowAt() && chance.nextDouble() < 0.1)) {
      at(now + chance.nextLong(HOUR / 12, 2 * HOUR), () -> restock(rackIndex, nowMillis));
    }
  }

  private void put(int rack, Thing thing) {
    cells.get(rack).push(nowMillis - 200, nowMillis, chance.nextDouble(0.05, 1));
    racks.get(rack).put(thing, nowMillis);
    weighed(rack);
  }

  private void restock(int index, long now) {
    long when = now;
    for (int i = racks.get(index).things().size(); i < setup.capacity(); i++) {
      if (now == START) {
        racks.get(index).put(thing(index), now);
      } else {
        when += chance.nextLong(800, 2_500);
        at(
            when,
            () -> {
              if (racks.get(index).things().size() < setup.capacity()) {
                put(index, thing(index));
              }
            });
      }
    }
    weighed(index);
  }

  private Thing thing(int index) {
    Epc epc = Sgtin96.encode(GTINS[index], 7, Sgtin96.POINT_OF_SALE, serial++);
    double kilograms = itemKilograms[index] * (1 + tolerance * chance.nextGaussian());
    return new Thing(index, epc, setup.readability(chance), chance.nextDouble(), kilograms);
  }

  private void weighed(int index) {
    cells.get(index).load(racks.get(index).things().stream().mapToDouble(Thing::kilograms).sum());
  }

  private long outageIn() {
    return (long) Draw.exponential(chance, DAY / setup.outagesPerDay()) + 1;
  }

  private void outage() {
    long now = nowMillis;
    at(now + outageIn(), this::outage);
    int one = chance.nextBoolean() ? chance.nextInt(deaf.length) : -1;
    // From 5 s to half an hour, on a logarithmic scale.
    long lasts = (long) (5_000 * StrictMath.pow(360, chance.nextDouble()));
    hear(one, true);
    at(now + lasts, () -> hear(one, false));
  }

  private void hear(int antenna, boolean none) {
    for (int i = 0; i < deaf.length; i++) {
      boolean hit = antenna < 0 || antenna == i;
      deaf[i] = hit ? none : deaf[i];
    }
  }

  @Override
  public List<TruthEpisode> truth() {
    return racks.stream().flatMap(rack -> rack.episodes().stream()).toList();
  }

  /** Tags where there are tags, else scales. */
  @Override
  public double subjects() {
    return racks.size();
  }

  @Override
  public double oracleMillis(TruthEpisode episode) {
    Rack rack =
        racks.stream().filter(r -> r.name().equals(episode.subject())).findFirst().orElseThrow();
    double p = Math.clamp(rack.lastBefore(episode.startMillis()).readability(), 0.01, 0.999);
    double runLength = RUN_LENGTH_SECONDS * setup.roundsPerSecond();
    // The fewest misses in a row that come so seldom by chance: (1 - q^n) / (p q^n) = ARL.
    double n = Math.ceil(-Math.log1p(runLength * p) / Math.log1p(-p));
    return n * SECOND / setup.roundsPerSecond();
  }

  @Override
  public Naive naive() {
    return new NaiveStock(itemKilograms, setup.weighsPerSecond() > 0);
  }

  /** A count is looked at once it had time to settle. */
  @Override
  public void look(VirtualAgent agent, long nowMillis, Looks looks) {
    long settles = setup.weighsPerSecond() > 0 ? 15_000 : 60_000;
    for (Rack rack : racks) {
      if (nowMillis - rack.changedMillis() < settles) {
        continue;
      }
      Optional<Reading> said = Optional.ofNullable(agent.stock().get(rack.name()));
      if (said.filter(reading -> !reading.quality().isBad()).isEmpty()) {
        looks.unknown();
      } else {
        looks.known(said.get().value() == rack.count());
      }
    }
  }
}
