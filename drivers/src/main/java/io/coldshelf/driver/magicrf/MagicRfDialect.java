package io.coldshelf.driver.magicrf;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.driver.rfid.Conversation;
import io.coldshelf.driver.rfid.ConversationEndedException;
import io.coldshelf.driver.rfid.Dialect;
import io.coldshelf.driver.rfid.FrameShape;
import io.coldshelf.driver.rfid.ReaderOptions;
import io.coldshelf.driver.rfid.Region;
import io.coldshelf.driver.rfid.Reports;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The talk with one module.
 *
 * <pre>
 *   us                       module
 *   28 stop                  answer 28; an inventory of before may still say much until then
 *   03 hardware version      answer 03
 *   08 region?, 07 region    answers; only where one is configured, and another one is set
 *   B6 power                 answer; only where one is configured
 *   27 multiple poll         notices 22 and errors FF 15, without pause
 *   28 stop
 * </pre>
 *
 * <p>A poll ends by itself after as many rounds as were asked for, at most 65,535, and does not say
 * so. It is therefore begun anew every few minutes, and whenever the module has been silent: a
 * module that answers neither is lost.
 */
final class MagicRfDialect implements Dialect {

  static final Map<Region, Integer> REGIONS =
      Map.of(Region.CN, 1, Region.US, 2, Region.EU, 3, Region.KR, 6);

  /** Before 65,535 rounds are over: a round takes no less than 10 ms. */
  static final Duration BEGIN_ANEW = Duration.ofMinutes(5);

  private static final int INFO = 0x03;
  private static final int SET_REGION = 0x07;
  private static final int GET_REGION = 0x08;
  private static final int MULTIPLE = 0x27;
  private static final int STOP = 0x28;
  private static final int SET_POWER = 0xB6;
  private static final int GEN2 = 0x22;
  private static final Duration FAREWELL = Duration.ofMillis(200);

  /** The one antenna. */
  private static final int ANTENNA = 1;

  private final ReaderOptions options;
  private final Duration timeout;
  private final InstantSource clock;

  /** For one session. */
  private boolean polling;

  MagicRfDialect(ReaderOptions options, Duration timeout, InstantSource clock) {
    this.options = options;
    this.timeout = timeout;
    this.clock = clock;
  }

  @Override
  public FrameShape shape() {
    return MagicRfFrame.SHAPE;
  }

  @Override
  public Fault converse(Conversation conversation, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    polling = false;
    start(conversation, reports);
    reports.online();
    Instant anew = clock.instant().plus(BEGIN_ANEW);
    while (true) {
      Optional<byte[]> frame = conversation.next(timeout);
      if (frame.isPresent() && conversation.noise() > 0) {
        reports.gap("something that the reader said was damaged on the line");
      }
      if (frame.isPresent()) {
        take(MagicRfFrame.of(frame.get()), reports);
      }
      if (frame.isEmpty() || !clock.instant().isBefore(anew)) {
        start(conversation, reports);
        anew = clock.instant().plus(BEGIN_ANEW);
      }
    }
  }

  /** From the beginning: a module that was silent may have been without power meanwhile. */
  private void start(Conversation conversation, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    stop(conversation, reports);
    setUp(conversation, reports);
    polling = true;
    conversation.send(MagicRfFrame.command(MULTIPLE, GEN2, 0xFF, 0xFF));
  }

  private void setUp(Conversation conversation, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    reports.found("module " + text(demand(conversation, INFO, 0)));
    if (options.region().isPresent()) {
      int wanted = REGIONS.getOrDefault(options.region().get(), 0);
      MagicRfFrame is = demand(conversation, GET_REGION);
      if (is.parameters().length != 1 || is.parameter(0) != wanted) {
        demand(conversation, SET_REGION, wanted);
        reports.warn("set to the radio rules of region " + options.region().get().word());
      }
    }
    OptionalInt power = options.powerCentiDbm();
    if (power.isPresent()) {
      demand(conversation, SET_POWER, power.getAsInt() >> Byte.SIZE, power.getAsInt() & 0xFF);
    }
  }

  /** Letters, digits and the like alone: it goes into a log. */
  private static String text(MagicRfFrame info) {
    String text = new String(info.parameters(), StandardCharsets.ISO_8859_1);
    return text.replaceAll("[^ -~]", "");
  }

  private void stop(Conversation conversation, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    var _ =
        conversation
            .ask(
                MagicRfFrame.command(STOP),
                frame -> MagicRfFrame.of(frame).answers(STOP),
                frame -> takeTag(MagicRfFrame.of(frame), reports),
                timeout)
            .orElseThrow(() -> conversation.silent("does not answer"));
  }

  /** Tags that an inventory of before saw belong to nobody who is told of them only now. */
  private static void takeTag(MagicRfFrame frame, Reports reports) {
    if (reports.isOnline() && MagicRfMessage.of(frame) instanceof MagicRfMessage.Tag tag) {
      reports.tag(ANTENNA, tag.epc(), OptionalInt.of(tag.rssiDbm()), 1);
    }
  }

  private MagicRfFrame demand(Conversation conversation, int command, int... parameters)
      throws LineException, ConversationEndedException, InterruptedException {
    byte[] answer =
        conversation
            .ask(
                MagicRfFrame.command(command, parameters),
                frame -> MagicRfFrame.of(frame).answers(command),
                frame -> refuse(MagicRfFrame.of(frame), command),
                timeout)
            .orElseThrow(
                () -> conversation.silent("does not answer the command %02X".formatted(command)));
    return MagicRfFrame.of(answer);
  }

  private static void refuse(MagicRfFrame frame, int command) throws ConversationEndedException {
    if (MagicRfMessage.of(frame) instanceof MagicRfMessage.Refusal refusal) {
      throw new ConversationEndedException(
          Fault.Kind.REFUSED,
          "the reader refuses the command %02X: %s".formatted(command, refusal.words()),
          "Check 'power' and 'region' in its connection against what this module can do.");
    }
  }

  private static void take(MagicRfFrame frame, Reports reports) throws ConversationEndedException {
    switch (MagicRfMessage.of(frame)) {
      case MagicRfMessage.Tag(int rssi, var epc) ->
          reports.tag(ANTENNA, epc, OptionalInt.of(rssi), 1);
      case MagicRfMessage.Damaged _ -> reports.gap("a tag was read with errors");
      case MagicRfMessage.Nothing _ -> {}
      case MagicRfMessage.Refusal refusal -> refuse(refusal, reports);
      case MagicRfMessage.Other _ -> {}
    }
  }

  private static void refuse(MagicRfMessage.Refusal refusal, Reports reports)
      throws ConversationEndedException {
    if (refusal.code() == 0x17) {
      throw new ConversationEndedException(
          Fault.Kind.REFUSED,
          "the reader refuses to take inventory: " + refusal.words(),
          "Check that it is an M100 or QM100, and its firmware.");
    }
    reports.gap("the reader missed a round: " + refusal.words());
  }

  @Override
  public void leave(Conversation conversation)
      throws LineException, ConversationEndedException, InterruptedException {
    if (polling) {
      Optional<byte[]> _ =
          conversation.ask(
              MagicRfFrame.command(STOP),
              frame -> MagicRfFrame.of(frame).answers(STOP),
              _ -> {},
              FAREWELL);
    }
  }
}
