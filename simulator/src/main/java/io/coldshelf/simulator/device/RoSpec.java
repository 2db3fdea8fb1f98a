package io.coldshelf.simulator.device;

import io.coldshelf.simulator.device.LlrpStatus.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One ROSpec as it was added, with its state (LLRP 1.0.1, 6.2 and 10.2).
 *
 * <pre>
 *   ADD ─▶ DISABLED ─ENABLE─▶ INACTIVE ─START, trigger─▶ ACTIVE
 *              ▲                  ▲ ◀──STOP, end, preempted──┘
 *              └────DISABLE───────┴──────────────────────────┘
 * </pre>
 */
final class RoSpec {

  private static final int MAX_PRIORITY = 7;
  private static final int STATE_OFFSET = 9;

  /** The states. */
  enum State {
    DISABLED(0),
    INACTIVE(1),
    ACTIVE(2);

    private final int code;

    State(int code) {
      this.code = code;
    }
  }

  /** What makes it start. */
  enum Start {
    /** The client. */
    NULL,
    IMMEDIATE,
    PERIODIC;

    static Start of(int code, boolean hasPeriod) throws Refusal {
      if (code > 2 || (code == 2) != hasPeriod) {
        throw Refusal.parameterField(
            LlrpGrammar.START_TRIGGER, 0, LlrpStatus.INVALID, "trigger and parameters disagree");
      }
      return code == 0 ? NULL : code == 1 ? IMMEDIATE : PERIODIC;
    }
  }

  private final LlrpParameter parameter;
  private final long id;
  private final int priority;
  private final Start start;
  private final long offsetMillis;
  private final long periodMillis;
  private final long durationMillis;
  private final List<AiSpec> aiSpecs;
  private final Optional<ReportSpec> report;

  private State state = State.DISABLED;
  private long dueMillis = Long.MAX_VALUE;

  private RoSpec(LlrpParameter parameter, ReaderModel model) throws Refusal {
    this.parameter = parameter;
    this.id = parameter.u32(0);
    this.priority = parameter.u8(4);
    if (id == 0) {
      throw refused(0, LlrpStatus.INVALID, "ROSpecID 0 means all of them");
    }
    if (priority > MAX_PRIORITY) {
      throw refused(1, LlrpStatus.OUT_OF_RANGE, "priority " + priority + " is above 7");
    }
    if (parameter.u8(5) != 0) {
      throw refused(2, LlrpStatus.INVALID, "a ROSpec is added in the state disabled");
    }
    LlrpParameter boundary = parameter.only(LlrpGrammar.BOUNDARY);
    LlrpParameter startTrigger = boundary.only(LlrpGrammar.START_TRIGGER);
    Optional<LlrpParameter> period = startTrigger.first(LlrpGrammar.PERIODIC_TRIGGER);
    this.start = Start.of(startTrigger.u8(0), period.isPresent());
    this.offsetMillis = period.isPresent() ? period.get().u32(0) : 0;
    this.periodMillis = period.isPresent() ? period.get().u32(4) : 0;
    LlrpParameter stopTrigger = boundary.only(LlrpGrammar.STOP_TRIGGER);
    if (stopTrigger.u8(0) > 1) {
      throw Refusal.parameterField(
          LlrpGrammar.STOP_TRIGGER, 0, LlrpStatus.INVALID, "this reader has no inputs");
    }
    this.durationMillis = stopTrigger.u8(0) == 1 ? stopTrigger.u32(1) : 0;
    List<AiSpec> specs = new ArrayList<>();
    for (LlrpParameter spec : parameter.all(LlrpGrammar.AI_SPEC)) {
      specs.add(AiSpec.of(spec, model));
    }
    if (specs.isEmpty()) {
      throw Refusal.parameter(
          LlrpGrammar.RO_SPEC, LlrpStatus.IN_PARAMETER_MISSING, "a ROSpec needs an AISpec");
    }
    this.aiSpecs = List.copyOf(specs);
    Optional<LlrpParameter> reportSpec = parameter.first(LlrpGrammar.RO_REPORT_SPEC);
    this.report =
        reportSpec.isPresent() ? Optional.of(ReportSpec.of(reportSpec.get())) : Optional.empty();
  }

  static RoSpec of(LlrpParameter parameter, ReaderModel model) throws Refusal {
    return new RoSpec(parameter, model);
  }

  private static Refusal refused(int field, int code, String text) {
    return Refusal.parameterField(LlrpGrammar.RO_SPEC, field, code, text);
  }

  long id() {
    return id;
  }

  int priority() {
    return priority;
  }

  State state() {
    return state;
  }

  List<AiSpec> aiSpecs() {
    return aiSpecs;
  }

  Optional<ReportSpec> report() {
    return report;
  }

  long durationMillis() {
    return durationMillis;
  }

  void enable(long now) {
    if (state == State.DISABLED) {
      state = State.INACTIVE;
      dueMillis =
          switch (start) {
            case NULL -> Long.MAX_VALUE;
            case IMMEDIATE -> now;
            case PERIODIC -> now + offsetMillis;
          };
    }
  }

  void disable() {
    state = State.DISABLED;
    dueMillis = Long.MAX_VALUE;
  }

  /** Whether its own trigger wants it to start. */
  boolean isDue(long now) {
    return state == State.INACTIVE && now >= dueMillis;
  }

  void activate(long now) {
    state = State.ACTIVE;
    if (start == Start.PERIODIC) {
      dueMillis = periodMillis > 0 ? now + periodMillis : Long.MAX_VALUE;
    }
  }

  /** Ends by itself or is preempted: its trigger may start it again. */
  void deactivate() {
    state = State.INACTIVE;
  }

  /** Ends because the client says so: an immediate trigger has had its turn. */
  void stop() {
    state = State.INACTIVE;
    if (start == Start.IMMEDIATE) {
      dueMillis = Long.MAX_VALUE;
    }
  }

  /** As it was sent, with the state of now. */
  void write(LlrpBytes out) {
    byte[] bytes = parameter.bytes();
    bytes[STATE_OFFSET] = (byte) state.code;
    out.raw(bytes);
  }
}
