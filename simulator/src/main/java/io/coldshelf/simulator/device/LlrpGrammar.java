package io.coldshelf.simulator.device;

import static io.coldshelf.simulator.device.LlrpGrammar.Times.ANY;
import static io.coldshelf.simulator.device.LlrpGrammar.Times.MANY;
import static io.coldshelf.simulator.device.LlrpGrammar.Times.MAYBE;
import static io.coldshelf.simulator.device.LlrpGrammar.Times.ONE;

import io.coldshelf.simulator.device.LlrpStatus.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which parameters a client may send, how long and in which order (LLRP 1.0.1, 17.2). */
final class LlrpGrammar {

  static final int RO_SPEC = 177;
  static final int BOUNDARY = 178;
  static final int START_TRIGGER = 179;
  static final int STOP_TRIGGER = 182;
  static final int AI_SPEC = 183;
  static final int AI_STOP_TRIGGER = 184;
  static final int TAG_OBSERVATION = 185;
  static final int INVENTORY_SPEC = 186;
  static final int RF_SURVEY_SPEC = 187;
  static final int KEEPALIVE_SPEC = 220;
  static final int ANTENNA_CONFIGURATION = 222;
  static final int RF_TRANSMITTER = 224;
  static final int EVENTS_AND_REPORTS = 226;
  static final int RO_REPORT_SPEC = 237;
  static final int CONTENT_SELECTOR = 238;
  static final int EVENT_SPEC = 244;
  static final int EVENT_STATE = 245;
  static final int EPC_MEMORY_SELECTOR = 348;
  static final int CUSTOM = 1023;

  private static final int UTC_TIMESTAMP = 128;
  static final int PERIODIC_TRIGGER = 180;
  private static final int GPI_TRIGGER = 181;
  private static final int GPO_WRITE_DATA = 219;
  private static final int ANTENNA_PROPERTIES = 221;
  private static final int RF_RECEIVER = 223;
  private static final int GPI_STATE = 225;
  private static final int ACCESS_REPORT_SPEC = 239;
  private static final int INVENTORY_COMMAND = 330;
  private static final int FILTER = 331;
  private static final int MASK = 332;
  private static final int AWARE_FILTER = 333;
  private static final int UNAWARE_FILTER = 334;
  private static final int RF_CONTROL = 335;
  private static final int SINGULATION = 336;
  private static final int AWARE_SINGULATION = 337;

  /** How often a parameter may occur. */
  enum Times {
    ONE(true, false),
    MAYBE(false, false),
    MANY(true, true),
    ANY(false, true);

    private final boolean needed;
    private final boolean repeated;

    Times(boolean needed, boolean repeated) {
      this.needed = needed;
      this.repeated = repeated;
    }
  }

  /** A place among a parameter's children: any of these types, so often. */
  record Place(Set<Integer> types, Times times) {}

  /** What follows the fixed fields of a parameter. */
  enum Tail {
    NOTHING,
    /** A count and so many 16-bit words, at the beginning of the fields. */
    WORDS,
    /** A count and so many bits, after the fixed fields. */
    BITS,
    /** Bytes up to the end. */
    REST
  }

  /**
   * One parameter, or one message where the type is 0.
   *
   * @param fixed length of its fixed fields in bytes
   * @param reserved bits of the last of them that must be zero
   */
  record Rule(int type, int fixed, int reserved, Tail tail, List<Place> places) {

    /** The length of all fields, whose reserved bits are looked at. */
    int fieldBytes(byte[] bytes, int from) throws Refusal {
      int left = bytes.length - from;
      int length =
          switch (tail) {
            case NOTHING -> fixed;
            case REST -> Math.max(fixed, left);
            case WORDS -> left < 2 ? 2 : 2 + 2 * u16(bytes, from);
            case BITS -> left < fixed + 2 ? fixed + 2 : fixed + 2 + bits(bytes, from + fixed);
          };
      if (length > left) {
        throw refuses(LlrpStatus.IN_PARAMETER_OVERFLOW_FIELD, "fields are missing");
      }
      if (reserved != 0 && (bytes[from + fixed - 1] & reserved) != 0) {
        throw refuses(LlrpStatus.IN_PARAMETER_FIELD, "a reserved bit is set");
      }
      return length;
    }

    private static int bits(byte[] bytes, int at) {
      return (u16(bytes, at) + 7) / 8;
    }

    private static int u16(byte[] bytes, int at) {
      return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    /** That parameters of these types stand inside in this order. */
    void check(List<Integer> types) throws Refusal {
      int at = 0;
      for (Place place : places) {
        int from = at;
        while (at < types.size()
            && place.types().contains(types.get(at))
            && (at == from || place.times().repeated)) {
          at++;
        }
        if (at == from && place.times().needed) {
          throw refuses(
              LlrpStatus.IN_PARAMETER_MISSING, "needs one of the parameters " + place.types());
        }
      }
      if (at < types.size()) {
        throw refuses(
            LlrpStatus.IN_PARAMETER_UNEXPECTED,
            "parameter " + types.get(at) + " does not belong here");
      }
    }

    Refusal refuses(int parameterCode, String text) {
      if (type == 0) {
        // The same list of errors exists for messages, 100 lower.
        return Refusal.message(parameterCode - 100, text);
      }
      return Refusal.parameter(type, parameterCode, "parameter " + type + ": " + text);
    }
  }

  private static final Map<Integer, Rule> RULES =
      Map.ofEntries(
          fields(UTC_TIMESTAMP, 8, 0),
          fields(RO_SPEC, 6, 0, one(BOUNDARY), many(AI_SPEC, CUSTOM), maybe(RO_REPORT_SPEC)),
          fields(BOUNDARY, 0, 0, one(START_TRIGGER), one(STOP_TRIGGER)),
          fields(START_TRIGGER, 1, 0, maybe(PERIODIC_TRIGGER), maybe(GPI_TRIGGER)),
          fields(PERIODIC_TRIGGER, 8, 0, maybe(UTC_TIMESTAMP)),
          fields(GPI_TRIGGER, 7, 0),
          fields(STOP_TRIGGER, 5, 0, maybe(GPI_TRIGGER)),
          tail(AI_SPEC, 0, Tail.WORDS, one(AI_STOP_TRIGGER), many(INVENTORY_SPEC), any(CUSTOM)),
          fields(AI_STOP_TRIGGER, 5, 0, maybe(GPI_TRIGGER), maybe(TAG_OBSERVATION)),
          fields(TAG_OBSERVATION, 12, 0),
          fields(INVENTORY_SPEC, 3, 0, any(ANTENNA_CONFIGURATION), any(CUSTOM)),
          fields(GPO_WRITE_DATA, 3, 0x7F),
          fields(KEEPALIVE_SPEC, 5, 0),
          fields(ANTENNA_PROPERTIES, 5, 0),
          fields(
              ANTENNA_CONFIGURATION,
              2,
              0,
              maybe(RF_RECEIVER),
              maybe(RF_TRANSMITTER),
              any(INVENTORY_COMMAND)),
          fields(RF_RECEIVER, 2, 0),
          fields(RF_TRANSMITTER, 6, 0),
          fields(GPI_STATE, 4, 0),
          fields(EVENTS_AND_REPORTS, 1, 0x7F),
          fields(RO_REPORT_SPEC, 3, 0, one(CONTENT_SELECTOR), any(CUSTOM)),
          fields(CONTENT_SELECTOR, 2, 0x3F, any(EPC_MEMORY_SELECTOR)),
          fields(ACCESS_REPORT_SPEC, 1, 0),
          fields(EVENT_SPEC, 0, 0, many(EVENT_STATE)),
          fields(EVENT_STATE, 3, 0x7F),
          fields(
              INVENTORY_COMMAND,
              1,
              0x7F,
              any(FILTER),
              maybe(RF_CONTROL),
              maybe(SINGULATION),
              any(CUSTOM)),
          fields(FILTER, 1, 0x3F, one(MASK), maybe(AWARE_FILTER), maybe(UNAWARE_FILTER)),
          tail(MASK, 3, Tail.BITS),
          fields(AWARE_FILTER, 2, 0),
          fields(UNAWARE_FILTER, 1, 0),
          fields(RF_CONTROL, 4, 0),
          fields(SINGULATION, 7, 0, maybe(AWARE_SINGULATION)),
          fields(AWARE_SINGULATION, 1, 0x3F),
          fields(EPC_MEMORY_SELECTOR, 1, 0x3F),
          tail(CUSTOM, 8, Tail.REST));

  /** ADD_ROSPEC. */
  static final Rule ADD_ROSPEC = message(one(RO_SPEC));

  /** SET_READER_CONFIG, after its first byte. */
  static final Rule SET_READER_CONFIG =
      message(
          maybe(EVENT_SPEC),
          any(ANTENNA_PROPERTIES),
          any(ANTENNA_CONFIGURATION),
          maybe(RO_REPORT_SPEC),
          maybe(ACCESS_REPORT_SPEC),
          maybe(KEEPALIVE_SPEC),
          any(GPO_WRITE_DATA),
          any(GPI_STATE),
          maybe(EVENTS_AND_REPORTS),
          any(CUSTOM));

  /** A message that may carry nothing but extensions. */
  static final Rule ONLY_CUSTOM = message(any(CUSTOM));

  private LlrpGrammar() {}

  static Rule rule(int type) throws Refusal {
    Rule rule = RULES.get(type);
    if (rule == null) {
      throw Refusal.parameter(
          type, LlrpStatus.IN_PARAMETER_UNSUPPORTED, "parameter " + type + " is not supported");
    }
    return rule;
  }

  private static Map.Entry<Integer, Rule> fields(
      int type, int fixed, int reserved, Place... places) {
    return Map.entry(type, new Rule(type, fixed, reserved, Tail.NOTHING, List.of(places)));
  }

  private static Map.Entry<Integer, Rule> tail(int type, int fixed, Tail tail, Place... places) {
    return Map.entry(type, new Rule(type, fixed, 0, tail, List.of(places)));
  }

  private static Rule message(Place... places) {
    return new Rule(0, 0, 0, Tail.NOTHING, List.of(places));
  }

  private static Place one(int type) {
    return new Place(Set.of(type), ONE);
  }

  private static Place maybe(int type) {
    return new Place(Set.of(type), MAYBE);
  }

  private static Place many(Integer... types) {
    return new Place(Set.of(types), MANY);
  }

  private static Place any(int type) {
    return new Place(Set.of(type), ANY);
  }
}
