package io.coldshelf.simulator.device;

import io.coldshelf.simulator.device.LlrpStatus.Refusal;
import io.coldshelf.simulator.device.RoSpec.State;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A reader's ROSpecs and the rounds that the active one makes. Lives from power-on to power-off,
 * whoever is connected. Not thread-safe: guarded by its owner.
 */
final class Inventory {

  private final ReaderModel model;
  private final Field field;
  private final Outbox outbox;
  private final ReaderEvents events;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final boolean[] antennas;
  private final TreeMap<Long, RoSpec> specs = new TreeMap<>();
  private ReportSpec defaultReport = ReportSpec.FACTORY;
  private @Nullable Run run;
  private long observations;

  /** The active ROSpec, from its start to its end. */
  private static final class Run {
    private final RoSpec spec;
    private final Accumulation accumulation;
    private final long started;
    private int index;
    private long aiStarted;
    private int rounds;
    private long lastNew;
    private final Set<Object> seen = new HashSet<>();

    Run(RoSpec spec, ReportSpec report, long now) {
      this.spec = spec;
      this.accumulation = new Accumulation(spec.id(), report);
      this.started = now;
      begin(0, now);
    }

    private void begin(int nextIndex, long now) {
      index = nextIndex;
      aiStarted = now;
      lastNew = now;
      rounds = 0;
      seen.clear();
    }

    private AiSpec current() {
      return spec.aiSpecs().get(index);
    }
  }

  Inventory(
      ReaderModel model,
      Field field,
      Outbox outbox,
      ReaderEvents events,
      InstantSource clock,
      RandomGenerator random,
      boolean[] antennas) {
    this.model = model;
    this.field = field;
    this.outbox = outbox;
    this.events = events;
    this.clock = clock;
    this.random = random;
    this.antennas = antennas;
  }

  Collection<RoSpec> specs() {
    return List.copyOf(specs.values());
  }

  long observations() {
    return observations;
  }

  ReportSpec defaultReport() {
    return defaultReport;
  }

  void defaultReport(ReportSpec report) {
    defaultReport = report;
  }

  boolean isConnected(int antenna) {
    return antennas[antenna - 1];
  }

  void add(LlrpParameter parameter) throws Refusal {
    RoSpec spec = RoSpec.of(parameter, model);
    if (specs.containsKey(spec.id())) {
      throw Refusal.parameterField(
          LlrpGrammar.RO_SPEC, 0, LlrpStatus.INVALID, "ROSpec " + spec.id() + " exists");
    }
    if (specs.size() >= Capabilities.MAX_RO_SPECS) {
      throw Refusal.message(LlrpStatus.OVERFLOW_PARAMETER, "no room for another ROSpec");
    }
    specs.put(spec.id(), spec);
  }

  void delete(long id) throws Refusal {
    for (RoSpec spec : allOrOne(id)) {
      end(spec);
      specs.remove(spec.id());
    }
  }

  void enable(long id) throws Refusal {
    for (RoSpec spec : allOrOne(id)) {
      spec.enable(clock.millis());
    }
    startDue();
  }

  void disable(long id) throws Refusal {
    for (RoSpec spec : allOrOne(id)) {
      end(spec);
      spec.disable();
    }
  }

  void start(long id) throws Refusal {
    RoSpec spec = one(id);
    if (spec.state() != State.INACTIVE) {
      throw Refusal.field(0, LlrpStatus.INVALID, "ROSpec " + id + " is " + spec.state());
    }
    if (!begin(spec)) {
      throw Refusal.field(0, LlrpStatus.INVALID, "another ROSpec is active");
    }
  }

  void stop(long id) throws Refusal {
    RoSpec spec = one(id);
    if (spec.state() != State.ACTIVE) {
      throw Refusal.field(0, LlrpStatus.INVALID, "ROSpec " + id + " is " + spec.state());
    }
    end(spec);
    spec.stop();
  }

  private List<RoSpec> allOrOne(long id) throws Refusal {
    return id == 0 ? List.copyOf(specs.values()) : List.of(one(id));
  }

  private RoSpec one(long id) throws Refusal {
    RoSpec spec = specs.get(id);
    if (spec == null) {
      throw Refusal.field(0, LlrpStatus.INVALID, "there is no ROSpec " + id);
    }
    return spec;
  }

  /** Begins a ROSpec unless one of at least its priority is active; 0 is the highest. */
  private boolean begin(RoSpec spec) {
    Run current = run;
    if (current != null) {
      if (current.spec.priority() <= spec.priority()) {
        return false;
      }
      flush(current);
      current.spec.deactivate();
      events.roSpec(2, current.spec.id(), spec.id());
    }
    long now = clock.millis();
    spec.activate(now);
    run = new Run(spec, spec.report().orElse(defaultReport), now);
    events.roSpec(0, spec.id(), 0);
    return true;
  }

  private void end(RoSpec spec) {
    Run current = run;
    if (current != null && current.spec == spec) {
      if (current.accumulation.report().trigger() != 0) {
        flush(current);
      }
      run = null;
      spec.deactivate();
      events.roSpec(1, spec.id(), 0);
    }
  }

  private void startDue() {
    long now = clock.millis();
    for (RoSpec spec : specs.values()) {
      if (spec.isDue(now)) {
        boolean _ = begin(spec); // one that has to wait is due again next time
      }
    }
  }

  /** One round of all antennas that the active ROSpec asks for. */
  void round() {
    startDue();
    Run current = run;
    if (current == null) {
      return;
    }
    long now = clock.millis();
    long roDuration = current.spec.durationMillis();
    if (roDuration > 0 && now - current.started >= roDuration) {
      end(current.spec);
      return;
    }
    AiSpec spec = current.current();
    for (int antenna : spec.antennas()) {
      if (antennas[antenna - 1]) {
        for (Field.Seen seen : field.round(antenna, now)) {
          observe(current, seen, antenna, now);
        }
      }
    }
    current.rounds++;
    if (isOver(current, spec, now)) {
      endOfAiSpec(current, now);
    }
  }

  private void observe(Run current, Field.Seen seen, int antenna, long now) {
    observations++;
    if (current.seen.add(seen.epc())) {
      current.lastNew = now;
    }
    current.accumulation.add(
        seen,
        antenna,
        current.index + 1,
        current.current().inventorySpec(),
        1 + random.nextInt(Capabilities.CHANNELS),
        now);
    ReportSpec report = current.accumulation.report();
    boolean enough = report.n() > 0 && current.accumulation.size() >= report.n();
    boolean full = current.accumulation.size() >= model.bufferTags();
    if ((report.trigger() != 0 && enough) || full) {
      flush(current);
    }
  }

  private static boolean isOver(Run current, AiSpec spec, long now) {
    long ran = now - current.aiStarted;
    Optional<AiSpec.Observation> observation = spec.observation();
    boolean enough =
        observation.isPresent()
            && observation.get().isOver(current.seen.size(), current.rounds, now - current.lastNew);
    return enough || (spec.durationMillis() > 0 && ran >= spec.durationMillis());
  }

  private void endOfAiSpec(Run current, long now) {
    events.endOfAiSpec(current.spec.id(), current.index + 1);
    if (current.accumulation.report().trigger() == 1) {
      flush(current);
    }
    if (current.index + 1 < current.spec.aiSpecs().size()) {
      current.begin(current.index + 1, now);
    } else {
      end(current.spec);
    }
  }

  /** GET_REPORT: what has been accumulated goes out now. */
  void reportNow() {
    Run current = run;
    if (current != null) {
      flush(current);
    }
  }

  private void flush(Run current) {
    if (current.accumulation.size() > 0) {
      events.buffer(outbox.report(current.accumulation.drain()));
    }
  }
}
