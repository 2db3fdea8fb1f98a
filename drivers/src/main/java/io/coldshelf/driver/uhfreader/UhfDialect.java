package io.coldshelf.driver.uhfreader;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.driver.rfid.Conversation;
import io.coldshelf.driver.rfid.ConversationEndedException;
import io.coldshelf.driver.rfid.Dialect;
import io.coldshelf.driver.rfid.FrameShape;
import io.coldshelf.driver.rfid.ReaderOptions;
import io.coldshelf.driver.rfid.Reports;
import io.coldshelf.model.Epc;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The talk with one reader, which speaks only when it is asked.
 *
 * <pre>
 *   us                          reader
 *   21 information              type, band, power, how long a round may take
 *   22 band, 2F power           00; only where one is configured, and another one is set
 *   01 inventory, antenna n     status 03, tags; status 03, tags; ...; status 01, tags
 *   01 inventory, antenna m     ...
 * </pre>
 */
final class UhfDialect implements Dialect {

  /** Of 288, in tenths of a second: an antenna is left soon where there are several. */
  static final int ROUND_TENTHS = 5;

  /** So many rounds without an end in a row: one may be lost to noise. */
  private static final int MOST_SILENT_ROUNDS = 2;

  /** So many failed rounds in a row. */
  private static final int MOST_FAILED_ROUNDS = 10;

  /** After a round that failed at once, lest that be all that happens. */
  private static final Duration PAUSE = Duration.ofMillis(300);

  private static final Duration QUIET = Duration.ofMillis(100);
  private static final int INFORMATION_BYTES = 8;
  private static final int FIRST_ANTENNA = 0x80;
  private static final int Q_AUTOMATIC = 4;
  private static final int SESSION_1 = 1;
  private static final int EPC_BANK = 1;

  private final ReaderOptions options;
  private final Optional<Generation> configured;
  private final Duration timeout;

  /** For one session. */
  private Generation generation = Generation.OF_18;

  private Duration patience = Duration.ZERO;
  private int failedRounds;
  private int silentRounds;

  UhfDialect(ReaderOptions options, Optional<Generation> configured, Duration timeout) {
    this.options = options;
    this.configured = configured;
    this.timeout = timeout;
  }

  @Override
  public FrameShape shape() {
    return UhfFrame.SHAPE;
  }

  @Override
  public Fault converse(Conversation conversation, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    failedRounds = 0;
    silentRounds = 0;
    // A round of a session before may still be going on; while it does the reader hears nothing.
    conversation.quieten(QUIET, timeout);
    setUp(conversation, reports);
    reports.online();
    while (true) {
      boolean worked = false;
      for (int antenna : options.antennas()) {
        worked |= takeInventory(conversation, antenna, reports);
      }
      if (!worked) {
        conversation.quieten(PAUSE, PAUSE);
      }
    }
  }

  /** Whether the round was a good one. */
  private boolean takeInventory(Conversation conversation, int antenna, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    Ending ending = round(conversation, antenna, reports);
    silentRounds = ending == Ending.SILENT ? silentRounds + 1 : 0;
    if (silentRounds >= MOST_SILENT_ROUNDS) {
      throw conversation.silent("does not answer when it is to take inventory");
    }
    if (ending == Ending.SILENT) {
      conversation.quieten(QUIET, timeout);
    }
    return ending == Ending.GOOD;
  }

  /** How a round went, or one answer of it. */
  private enum Ending {
    GOOD,
    FAILED,
    SILENT,
    NOT_YET
  }

  private void setUp(Conversation conversation, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    UhfFrame information = demand(conversation, UhfFrame.INFORMATION);
    if (information.data().length < INFORMATION_BYTES) {
      throw new ConversationEndedException(
          Fault.Kind.GARBLED,
          "the reader tells too little about itself",
          "Check that the profile names the reader's own protocol.");
    }
    reports.found(
        "type %02X, firmware %d.%d"
            .formatted(information.u8(2), information.u8(0), information.u8(1)));
    generation = configured.orElseGet(() -> Generation.ofType(information.u8(2)));
    if (!generation.hasAntennas() && !options.antennas().equals(List.of(1))) {
      throw new ConversationEndedException(
          Fault.Kind.REFUSED,
          "the reader has the one antenna 1",
          "Remove 'antennas' from its connection.");
    }
    patience =
        timeout.plusMillis(100L * (generation.hasAntennas() ? ROUND_TENTHS : information.u8(7)));
    if (options.region().isPresent()) {
      UhfBand band = Objects.requireNonNull(UhfBand.BANDS.get(options.region().get()));
      if (!band.isThatOf(information.u8(4), information.u8(5))) {
        demand(conversation, UhfFrame.SET_REGION, band.highest(), band.lowest());
        reports.warn("set to the band of region " + options.region().get().word());
      }
    }
    OptionalInt power = options.powerCentiDbm();
    if (power.isPresent() && power.getAsInt() / 100 != information.u8(6)) {
      demand(conversation, UhfFrame.SET_POWER, power.getAsInt() / 100);
      reports.warn("set to " + power.getAsInt() / 100 + " dBm");
    }
  }

  private UhfFrame demand(Conversation conversation, int command, int... data)
      throws LineException, ConversationEndedException, InterruptedException {
    byte[] answer =
        conversation
            .ask(
                UhfFrame.command(address(), command, data),
                frame -> answers(UhfFrame.of(frame), command),
                frame -> refuse(UhfFrame.of(frame), command),
                timeout)
            .orElseThrow(() -> conversation.silent("does not answer"));
    UhfFrame frame = UhfFrame.of(answer);
    refuse(frame, command);
    return frame;
  }

  private int address() {
    return options.address().orElse(UhfFrame.EVERYBODY);
  }

  private boolean answers(UhfFrame frame, int command) {
    boolean ours = options.address().isEmpty() || options.address().getAsInt() == frame.address();
    return ours && frame.command() == command;
  }

  private static void refuse(UhfFrame frame, int command) throws ConversationEndedException {
    if (frame.command() == UhfFrame.UNASKED) {
      throw new ConversationEndedException(
          Fault.Kind.REFUSED,
          "the reader reports by itself: it is not in answering mode",
          "Set its work mode to answering (command mode) with the maker's program.");
    }
    boolean unknown = frame.command() == UhfFrame.UNKNOWN;
    boolean failed = frame.command() == command && frame.status() != UhfStatus.SUCCESS;
    if (unknown || failed) {
      throw new ConversationEndedException(
          Fault.Kind.REFUSED,
          "the reader refuses the command %02X: %s"
              .formatted(command, UhfStatus.words(frame.status())),
          "Check 'power', 'region' and 'antennas' in its connection against what this model can"
              + " do.");
    }
  }

  /** One inventory of one antenna. */
  private Ending round(Conversation conversation, int antenna, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    conversation.send(question(antenna));
    Ending ending = Ending.NOT_YET;
    while (ending == Ending.NOT_YET) {
      Optional<byte[]> next = conversation.next(patience);
      ending = next.isEmpty() ? Ending.SILENT : take(UhfFrame.of(next.get()), antenna, reports);
    }
    if (ending != Ending.SILENT && conversation.noise() > 0) {
      reports.gap("something that the reader said was damaged on the line");
    }
    return ending;
  }

  private byte[] question(int antenna) {
    return generation.hasAntennas()
        ? UhfFrame.command(
            address(),
            UhfFrame.INVENTORY,
            Q_AUTOMATIC,
            SESSION_1,
            EPC_BANK,
            0,
            0,
            0,
            0,
            FIRST_ANTENNA + antenna - 1,
            ROUND_TENTHS)
        : UhfFrame.command(address(), UhfFrame.INVENTORY);
  }

  private Ending take(UhfFrame frame, int antenna, Reports reports)
      throws ConversationEndedException {
    if (!answers(frame, UhfFrame.INVENTORY)) {
      refuse(frame, UhfFrame.INVENTORY);
      return Ending.NOT_YET;
    }
    int status = frame.status();
    if (UhfStatus.hasTags(status)) {
      failedRounds = 0;
      UhfTags.of(frame, generation)
          .ifPresentOrElse(
              found -> report(found, reports),
              () -> reports.gap("a report of the reader could not be read"));
      if (status == UhfStatus.MORE_FOLLOWS) {
        return Ending.NOT_YET;
      }
      if (status == UhfStatus.FULL) {
        reports.gap("the reader saw more tags than it can keep in one round");
      }
      reports.antenna(antenna, true);
      return Ending.GOOD;
    }
    return switch (status) {
      case UhfStatus.STATISTICS -> Ending.NOT_YET;
      case UhfStatus.NO_TAGS -> {
        failedRounds = 0;
        reports.antenna(antenna, true);
        yield Ending.GOOD;
      }
      case UhfStatus.ANTENNA_ERROR -> {
        reports.antenna(antenna, false);
        yield Ending.FAILED;
      }
      default -> {
        failed(status);
        yield Ending.FAILED;
      }
    };
  }

  private void failed(int status) throws ConversationEndedException {
    if (++failedRounds >= MOST_FAILED_ROUNDS) {
      throw new ConversationEndedException(
          Fault.Kind.REFUSED,
          "the reader can take no inventory: " + UhfStatus.words(status),
          "Check 'antennas' in its connection, and that the profile fits the model.");
    }
  }

  private static void report(UhfTags found, Reports reports) {
    for (Epc epc : found.tags()) {
      for (int antenna : found.antennas()) {
        reports.tag(antenna, epc, OptionalInt.empty(), 1);
      }
    }
  }

  /** Nothing goes on that was not asked for: a round ends by itself. */
  @Override
  public void leave(Conversation conversation) {}
}
