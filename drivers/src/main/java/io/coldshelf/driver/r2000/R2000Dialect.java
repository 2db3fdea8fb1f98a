package io.coldshelf.driver.r2000;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.driver.rfid.Conversation;
import io.coldshelf.driver.rfid.ConversationEndedException;
import io.coldshelf.driver.rfid.Dialect;
import io.coldshelf.driver.rfid.FrameShape;
import io.coldshelf.driver.rfid.ReaderOptions;
import io.coldshelf.driver.rfid.Region;
import io.coldshelf.driver.rfid.Reports;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The talk with one reader, which speaks only when it is asked.
 *
 * <pre>
 *   us                          reader
 *   72 version                  version
 *   79 region?, 78 region       answers; only where one is configured, and another one is set
 *   66 power, until power off   10; only where one is configured
 *   8A inventory of up to four  tags, antennas that are missing, end
 *   or, of one antenna or more than four, for each:
 *   74 antenna n                10
 *   89 inventory                tags, end; or one error
 * </pre>
 */
final class R2000Dialect implements Dialect {

  /** Code, lowest and highest channel; 865 MHz and 902 MHz are channels 0 and 7, in 500 kHz. */
  record Band(int code, int lowest, int highest) {}

  static final Map<Region, Band> BANDS =
      Map.of(
          Region.US, new Band(1, 0x07, 0x3B),
          Region.EU, new Band(2, 0x00, 0x06),
          Region.CN, new Band(3, 0x2B, 0x35));

  private static final int SWITCHED_ANTENNAS = 4;
  private static final int NO_ANTENNA = 0xFF;

  /** So many rounds without an end in a row: one may be lost to noise. */
  private static final int MOST_SILENT_ROUNDS = 2;

  /** So many failed rounds in a row. */
  private static final int MOST_FAILED_ROUNDS = 10;

  /** After a round in which no antenna worked, lest that be all that happens. */
  private static final Duration PAUSE = Duration.ofMillis(300);

  private static final Duration QUIET = Duration.ofMillis(100);

  private final ReaderOptions options;
  private final Duration timeout;

  /** For one session. */
  private int workingAntenna;

  private int failedRounds;
  private int silentRounds;

  R2000Dialect(ReaderOptions options, Duration timeout) {
    this.options = options;
    this.timeout = timeout;
  }

  @Override
  public FrameShape shape() {
    return R2000Frame.SHAPE;
  }

  @Override
  public Fault converse(Conversation conversation, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    workingAntenna = 0;
    failedRounds = 0;
    silentRounds = 0;
    // A round of a session before may still be going on.
    conversation.quieten(QUIET, timeout);
    setUp(conversation, reports);
    reports.online();
    while (true) {
      if (!cycle(conversation, reports)) {
        conversation.quieten(PAUSE, PAUSE);
      }
    }
  }

  private void setUp(Conversation conversation, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    R2000Frame version = ask(conversation, R2000Frame.VERSION);
    if (version.data().length == 2) {
      reports.found("firmware " + version.u8(0) + "." + version.u8(1));
    }
    if (options.region().isPresent()) {
      Band band = Objects.requireNonNull(BANDS.get(options.region().get()));
      R2000Frame is = ask(conversation, R2000Frame.GET_REGION);
      if (is.data().length < 2 || is.u8(0) != band.code()) {
        demand(conversation, R2000Frame.SET_REGION, band.code(), band.lowest(), band.highest());
        reports.warn("set to the band of region " + options.region().get().word());
      }
    }
    OptionalInt power = options.powerCentiDbm();
    if (power.isPresent()) {
      demand(conversation, R2000Frame.SET_TEMPORARY_POWER, power.getAsInt() / 100);
    }
  }

  private R2000Frame ask(Conversation conversation, int command, int... data)
      throws LineException, ConversationEndedException, InterruptedException {
    byte[] answer =
        conversation
            .ask(
                R2000Frame.command(address(), command, data),
                frame -> answers(R2000Frame.of(frame), command),
                _ -> {},
                timeout)
            .orElseThrow(() -> conversation.silent("does not answer"));
    return R2000Frame.of(answer);
  }

  private void demand(Conversation conversation, int command, int... data)
      throws LineException, ConversationEndedException, InterruptedException {
    R2000Frame answer = ask(conversation, command, data);
    int code = answer.data().length == 0 ? 0 : answer.u8(0);
    if (code != R2000Error.SUCCESS) {
      throw new ConversationEndedException(
          Fault.Kind.REFUSED,
          "the reader refuses the command %02X: %s".formatted(command, R2000Error.words(code)),
          "Check 'power', 'region' and 'antennas' in its connection against what this model can"
              + " do.");
    }
  }

  private int address() {
    return options.address().orElse(R2000Frame.EVERYBODY);
  }

  private boolean answers(R2000Frame frame, int command) {
    boolean ours = options.address().isEmpty() || options.address().getAsInt() == frame.address();
    return ours && frame.command() == command;
  }

  /** Every antenna once; whether any of them worked. */
  private boolean cycle(Conversation conversation, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    List<Integer> antennas = options.antennas();
    if (antennas.size() > 1 && antennas.stream().allMatch(n -> n <= SWITCHED_ANTENNAS)) {
      return new Round(conversation, reports, antennas, R2000Frame.FAST_SWITCH).run(switching());
    }
    boolean worked = false;
    for (int antenna : antennas) {
      if (antenna != workingAntenna) {
        demand(conversation, R2000Frame.SET_ANTENNA, antenna - 1);
        workingAntenna = antenna;
      }
      worked |= new Round(conversation, reports, List.of(antenna), R2000Frame.INVENTORY).run(1);
    }
    return worked;
  }

  /** Four antennas with how often each, a rest in ms after each, and how often all. */
  private int[] switching() {
    int[] data = new int[2 * SWITCHED_ANTENNAS + 2];
    for (int i = 0; i < SWITCHED_ANTENNAS; i++) {
      data[2 * i] = i < options.antennas().size() ? options.antennas().get(i) - 1 : NO_ANTENNA;
      data[2 * i + 1] = 1;
    }
    data[2 * SWITCHED_ANTENNAS] = 0;
    data[2 * SWITCHED_ANTENNAS + 1] = 1;
    return data;
  }

  /** One inventory of one antenna or several. */
  private final class Round {

    private final Conversation conversation;
    private final Reports reports;
    private final List<Integer> antennas;
    private final int command;

    /** Those that did not work in this round. */
    private final Set<Integer> unfit = new HashSet<>();

    Round(Conversation conversation, Reports reports, List<Integer> antennas, int command) {
      this.conversation = conversation;
      this.reports = reports;
      this.antennas = antennas;
      this.command = command;
    }

    /** Whether an antenna worked. */
    boolean run(int... data)
        throws LineException, ConversationEndedException, InterruptedException {
      conversation.send(R2000Frame.command(address(), command, data));
      boolean ended = false;
      while (!ended) {
        Optional<byte[]> next = conversation.next(timeout);
        if (next.isEmpty()) {
          silent();
          return false;
        }
        R2000Frame frame = R2000Frame.of(next.get());
        ended = answers(frame, command) && ends(R2000Report.of(frame));
      }
      silentRounds = 0;
      if (conversation.noise() > 0) {
        reports.gap("something that the reader said was damaged on the line");
      }
      return unfit.size() < antennas.size();
    }

    private void silent() throws LineException, ConversationEndedException, InterruptedException {
      if (++silentRounds >= MOST_SILENT_ROUNDS) {
        throw conversation.silent("does not answer when it is to take inventory");
      }
      conversation.quieten(QUIET, timeout);
      // It may have been without power meanwhile.
      workingAntenna = 0;
      setUp(conversation, reports);
    }

    /** Takes one answer; whether it was the last. */
    private boolean ends(R2000Report report) throws ConversationEndedException {
      switch (report) {
        case R2000Report.Tag(int antenna, int rssi, var epc) ->
            reports.tag(antenna, epc, OptionalInt.of(rssi), 1);
        case R2000Report.AntennaError(int antenna, int code) -> antennaError(antenna, code);
        case R2000Report.Strange _ -> reports.gap("a report of the reader could not be read");
        case R2000Report.End(int first) -> ended(first);
        case R2000Report.Failure(int code) -> failed(code);
      }
      return report instanceof R2000Report.End || report instanceof R2000Report.Failure;
    }

    private void antennaError(int antenna, int code) {
      if (antennas.contains(antenna) && unfit.add(antenna)) {
        reports.antenna(antenna, false);
        if (code != R2000Error.ANTENNA_MISSING) {
          reports.warn("antenna " + antenna + ": " + R2000Error.words(code));
        }
      }
    }

    private void ended(int first) {
      boolean another =
          command == R2000Frame.INVENTORY
              && (first - (antennas.getFirst() - 1)) % SWITCHED_ANTENNAS != 0;
      if (another) {
        // It was off and on again, and has forgotten which antenna to use.
        workingAntenna = 0;
        failedRounds = 0;
      } else {
        succeeded();
      }
    }

    /** Whatever antenna was not complained of works. */
    private void succeeded() {
      failedRounds = 0;
      antennas.stream()
          .filter(antenna -> !unfit.contains(antenna))
          .forEach(antenna -> reports.antenna(antenna, true));
    }

    private void failed(int code) throws ConversationEndedException {
      if (code == R2000Error.NO_TAG) {
        succeeded();
        return;
      }
      unfit.addAll(antennas);
      if (code == R2000Error.ANTENNA_MISSING) {
        antennas.forEach(antenna -> reports.antenna(antenna, false));
      } else if (++failedRounds >= MOST_FAILED_ROUNDS) {
        throw new ConversationEndedException(
            Fault.Kind.REFUSED,
            "the reader can take no inventory: " + R2000Error.words(code),
            "Check 'antennas', 'power' and 'region' in its connection; switch it off and on.");
      }
    }
  }

  /** Nothing goes on that was not asked for: a round ends by itself. */
  @Override
  public void leave(Conversation conversation) {}
}
