package io.coldshelf.driver.llrp;

import io.coldshelf.profile.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What we ask a reader to do: read all tags before all antennas for ever, and say so at once.
 *
 * <p>The ROSpec has one AISpec without an end. One that ends would have to be started again and
 * again: without a LoopSpec, which only LLRP 1.1 has, a ROSpec stops after its last AISpec (LLRP
 * 1.0.1, 10.2.1.1.2). Therefore reports cannot wait for an AISpec's end either; each tag is
 * reported when it is seen. In session 1 a tag that lies still is silent for half a second to five
 * seconds after each read (Gen2, persistence of the inventoried flags), which keeps that from being
 * a flood.
 *
 * @param session the Gen2 session, 0 to 3; empty leaves singulation to the reader's own settings
 * @param population about how many tags are before an antenna, 0 to 65535
 * @param antennas which, from 1; empty for all
 * @param transmitter how they send; empty leaves that to the reader
 */
record Inventory(
    OptionalInt session,
    int population,
    List<Integer> antennas,
    Optional<Transmitter> transmitter) {

  /**
   * How an antenna sends, by indices into tables of the reader's own (LLRP 1.0.1, 12.2.1.3).
   *
   * @param hopTable which hop table; 0 where it does not hop
   * @param channel which fixed frequency, from 1; 0 where it hops
   * @param power which power level, from 1
   */
  record Transmitter(int hopTable, int channel, int power) {}

  /** Ours among the ROSpecs on a reader; any number but 0, and unlikely to be another program's. */
  static final long ROSPEC_ID = 0x00C0_1D5E;

  private static final Pattern ANTENNAS =
      Pattern.compile("[1-9][0-9]{0,2}(,[1-9][0-9]{0,2}){0,31}");
  private static final int STATE_OFFSET = 5;
  private static final int DEFAULT_SESSION = 1;
  private static final int DEFAULT_POPULATION = 32;

  private static final int START_IMMEDIATELY = 1;
  private static final int NO_TRIGGER = 0;
  private static final int ALL_ANTENNAS = 0;
  private static final int PROTOCOL_GEN2 = 1;
  private static final int REPORT_AFTER_TAGS_OR_AISPEC = 1;

  /**
   * AntennaID, PeakRSSI, FirstSeen, LastSeen in one byte, TagSeenCount in the next (LLRP 1.0.1,
   * 13.2.1.1).
   */
  private static final int CONTENT = 0b0001_0111_1000_0000;

  Inventory {
    if (session.orElse(0) < 0 || session.orElse(0) > 3 || population < 0 || population > 0xFFFF) {
      throw new IllegalArgumentException(
          "session is 0 to 3 or reader, population 0 to 65535; not "
              + session
              + " and "
              + population);
    }
    antennas = List.copyOf(antennas);
  }

  /** With all antennas, sending as the reader is set. */
  Inventory(OptionalInt session, int population) {
    this(session, population, List.of(), Optional.empty());
  }

  /**
   * Reads {@code session=0..3} or {@code session=reader}, and {@code population=N}.
   *
   * @throws IllegalArgumentException with a message for a person
   */
  static Inventory of(Connection connection) {
    boolean readersOwn = connection.option("session").filter("reader"::equals).isPresent();
    return new Inventory(
        readersOwn
            ? OptionalInt.empty()
            : OptionalInt.of(connection.intOption("session", DEFAULT_SESSION)),
        connection.intOption("population", DEFAULT_POPULATION),
        antennas(connection),
        Optional.empty());
  }

  private static List<Integer> antennas(Connection connection) {
    Optional<String> written = connection.option("antennas");
    if (written.isEmpty()) {
      return List.of();
    }
    if (!ANTENNAS.matcher(written.get()).matches()) {
      throw new IllegalArgumentException(
          "'" + connection.url() + "': antennas are numbers from 1, such as antennas=1,2");
    }
    return Arrays.stream(written.get().split(",", -1))
        .map(Integer::valueOf)
        .sorted()
        .distinct()
        .toList();
  }

  /** The same, sending so. */
  Inventory sending(Transmitter how) {
    return new Inventory(session, population, antennas, Optional.of(how));
  }

  /** The ROSpec as it is sent, in state disabled. */
  Parameter roSpec() {
    Parameter boundary =
        Parameter.of(
            ParameterType.RO_BOUNDARY_SPEC,
            Fields.NONE,
            Parameter.of(ParameterType.RO_SPEC_START_TRIGGER, Fields.of().u8(START_IMMEDIATELY)),
            Parameter.of(ParameterType.RO_SPEC_STOP_TRIGGER, Fields.of().u8(NO_TRIGGER).u32(0)));
    Parameter aiSpec =
        Parameter.of(
            ParameterType.AI_SPEC,
            antennaIds(),
            Parameter.of(ParameterType.AI_SPEC_STOP_TRIGGER, Fields.of().u8(NO_TRIGGER).u32(0)),
            inventoryParameterSpec());
    Parameter report =
        Parameter.of(
            ParameterType.RO_REPORT_SPEC,
            Fields.of().u8(REPORT_AFTER_TAGS_OR_AISPEC).u16(1),
            Parameter.of(ParameterType.TAG_REPORT_CONTENT_SELECTOR, Fields.of().u16(CONTENT)));
    return Parameter.of(
        ParameterType.RO_SPEC, Fields.of().u32(ROSPEC_ID).u8(0).u8(0), boundary, aiSpec, report);
  }

  private Fields.Builder antennaIds() {
    if (antennas.isEmpty()) {
      return Fields.of().u16(1).u16(ALL_ANTENNAS);
    }
    Fields.Builder ids = Fields.of().u16(antennas.size());
    antennas.forEach(ids::u16);
    return ids;
  }

  private Parameter inventoryParameterSpec() {
    Fields.Builder fields = Fields.of().u16(1).u8(PROTOCOL_GEN2);
    List<Parameter> settings = new ArrayList<>();
    transmitter.ifPresent(how ->
        settings.add(
            Parameter.of(
                ParameterType.RF_TRANSMITTER,
                Fields.of().u16(how.hopTable()).u16(how.channel()).u16(how.power()))));
    session.ifPresent(gen2 ->
        settings.add(
            Parameter.of(
                ParameterType.C1G2_INVENTORY_COMMAND,
                Fields.of().u8(0),
                Parameter.of(
                    ParameterType.C1G2_SINGULATION_CONTROL,
                    Fields.of().u8(gen2 << 6).u16(population).u32(0)))));
    if (settings.isEmpty()) {
      return Parameter.of(ParameterType.INVENTORY_PARAMETER_SPEC, fields);
    }
    return Parameter.of(
        ParameterType.INVENTORY_PARAMETER_SPEC,
        fields,
        Parameter.of(
            ParameterType.ANTENNA_CONFIGURATION,
            Fields.of().u16(ALL_ANTENNAS),
            settings.toArray(Parameter[]::new)));
  }

  /**
   * Whether a ROSpec on a reader is ours and says what we want. The reader may have filled in more.
   *
   * @return its state if so: another one is to be replaced
   */
  Optional<State> stateOf(Parameter onReader) {
    int state = onReader.fields().u8(STATE_OFFSET);
    Parameter disabled =
        new Parameter(
            onReader.code(), onReader.fields().with(STATE_OFFSET, 0), onReader.parameters());
    return disabled.covers(roSpec()) && state < State.values().length
        ? Optional.of(State.values()[state])
        : Optional.empty();
  }

  /** What a ROSpec does; the order is the standard's. */
  enum State {
    /** It was added and not enabled. */
    DISABLED,
    /** It waits for its start trigger. */
    INACTIVE,
    /** It runs. */
    ACTIVE
  }
}
