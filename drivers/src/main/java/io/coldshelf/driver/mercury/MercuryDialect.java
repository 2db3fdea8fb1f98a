package io.coldshelf.driver.mercury;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The talk with one module.
 *
 * <pre>
 *   us                       module
 *   2F stop                  a reading of before may still say much until its answer
 *   0C which program         11 the boot loader: 04 starts the firmware; 12 the firmware
 *   03 version
 *   71, 97 region            which there are; where none is configured, 67 must tell one
 *   93 protocol Gen2, 92 power, 91 antennas, 9A report each tag again and again
 *   2F read                  22 tag, 22 tag, each second 22 with status 0400, without end
 *   2F stop                  22 0400, 2F
 * </pre>
 *
 * <p>The module keeps none of this when its power goes.
 */
final class MercuryDialect implements Dialect {

  /** What each region is called; modules differ in which of them they have. */
  static final Map<Region, List<Integer>> REGIONS =
      Map.of(
          Region.US, List.of(0x01, 0x0D),
          Region.EU, List.of(0x08, 0x02),
          Region.IN, List.of(0x04),
          Region.JP, List.of(0x05),
          Region.CN, List.of(0x06),
          Region.KR, List.of(0x09, 0x03),
          Region.AU, List.of(0x0B),
          Region.NZ, List.of(0x0C));

  /** A sign of life comes each second; two may be lost. */
  static final Duration SILENCE = Duration.ofSeconds(3);

  private static final Duration FAREWELL = Duration.ofMillis(500);
  private static final Duration QUIET = Duration.ofMillis(100);

  /** How often to ask a firmware that is starting. */
  private static final int BOOT_QUESTIONS = 5;

  private static final int PROGRAM_KIND = 0b11;
  private static final int BOOT_LOADER = 0b01;
  private static final int GEN2 = 0x05;

  private static final int READ = 1;
  private static final int STOP = 2;

  /** The configured list of antennas, a stream, a large population. */
  private static final int SEARCH = 0x1B;

  private final ReaderOptions options;
  private final Duration timeout;

  /** For one session. */
  private boolean reading;

  MercuryDialect(ReaderOptions options, Duration timeout) {
    this.options = options;
    this.timeout = timeout;
  }

  @Override
  public FrameShape shape() {
    return MercuryFrame.SHAPE;
  }

  @Override
  public Fault converse(Conversation conversation, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    reading = false;
    // A session before, or another program, may have left the module reading.
    stop(conversation, timeout);
    conversation.quieten(QUIET, timeout);
    boot(conversation);
    setUp(conversation, reports);
    begin(conversation, reports);
    while (true) {
      MercuryFrame frame =
          MercuryFrame.of(
              conversation
                  .next(SILENCE)
                  .orElseThrow(
                      () -> conversation.silent("has given no sign of life while it was reading")));
      if (conversation.noise() > 0) {
        reports.gap("something that the reader said was damaged on the line");
      }
      if (frame.opcode() == MercuryFrame.READING) {
        reports.gap("the reader had stopped reading");
        begin(conversation, reports);
      } else if (frame.opcode() == MercuryFrame.READ_TAGS) {
        take(frame, reports);
      }
    }
  }

  /** A module that is not reading complains, and a boot loader may say nothing: neither matters. */
  private static void stop(Conversation conversation, Duration patience)
      throws LineException, ConversationEndedException, InterruptedException {
    Optional<byte[]> _ =
        conversation.ask(
            MercuryFrame.command(MercuryFrame.READING, 0, 0, STOP),
            frame -> MercuryFrame.of(frame).opcode() == MercuryFrame.READING,
            _ -> {},
            patience);
  }

  private void boot(Conversation conversation)
      throws LineException, ConversationEndedException, InterruptedException {
    MercuryFrame program = demand(conversation, MercuryFrame.PROGRAM);
    boolean loader = program.data().length > 0 && (program.data()[0] & PROGRAM_KIND) == BOOT_LOADER;
    if (loader) {
      Optional<MercuryFrame> _ = ask(conversation, MercuryFrame.BOOT);
      int asked = 0;
      while (ask(conversation, MercuryFrame.VERSION).isEmpty()) {
        if (++asked >= BOOT_QUESTIONS) {
          throw conversation.silent("does not answer after its firmware was started");
        }
      }
    }
    MercuryFrame _ = demand(conversation, MercuryFrame.VERSION);
  }

  private void setUp(Conversation conversation, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    if (options.region().isPresent()) {
      MercuryFrame _ =
          demand(
              conversation,
              MercuryFrame.SET_REGION,
              code(options.region().get(), ask(conversation, MercuryFrame.AVAILABLE_REGIONS)));
    } else {
      checkRegion(demand(conversation, MercuryFrame.GET_REGION));
    }
    MercuryFrame _ = demand(conversation, MercuryFrame.SET_PROTOCOL, 0, GEN2);
    OptionalInt power = options.powerCentiDbm();
    if (power.isPresent()) {
      int centi = power.getAsInt();
      MercuryFrame _ = demand(conversation, MercuryFrame.SET_POWER, centi >> 8, centi & 0xFF);
    }
    List<Integer> antennas = new ArrayList<>(List.of(2));
    options.antennas().forEach(antenna -> antennas.addAll(List.of(antenna, antenna)));
    MercuryFrame _ =
        demand(
            conversation,
            MercuryFrame.SET_ANTENNAS,
            antennas.stream().mapToInt(Integer::intValue).toArray());
    boolean again =
        ask(conversation, MercuryFrame.SET_OPTION, 1, 0x0C, 0)
            .filter(answer -> answer.status() == MercuryStatus.SUCCESS)
            .isPresent();
    if (!again) {
      reports.warn("the reader reports a tag only once while it stays");
    }
  }

  private static void checkRegion(MercuryFrame answer) throws ConversationEndedException {
    byte[] data = answer.data();
    if (data.length == 0 || data[data.length - 1] == 0) {
      throw new ConversationEndedException(
          Fault.Kind.REFUSED,
          "the reader may not send: it has been told no region",
          "Write region=eu, or the one of your country, in its connection.");
    }
  }

  private static int code(Region region, Optional<MercuryFrame> available)
      throws ConversationEndedException {
    List<Integer> codes = Objects.requireNonNull(REGIONS.get(region));
    if (available.filter(answer -> answer.status() == MercuryStatus.SUCCESS).isEmpty()) {
      return codes.getFirst();
    }
    List<Integer> has = new ArrayList<>();
    for (byte code : available.get().data()) {
      has.add(code & 0xFF);
    }
    return codes.stream()
        .filter(has::contains)
        .findFirst()
        .orElseThrow(() ->
            new ConversationEndedException(
                Fault.Kind.REFUSED,
                "the reader does not know the region " + region.word(),
                "It was made for others: use a reader that is allowed where you are."));
  }

  private void begin(Conversation conversation, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException {
    reading = true;
    byte[] answer =
        conversation
            .ask(
                MercuryFrame.command(
                    MercuryFrame.READING,
                    0,
                    0,
                    READ,
                    MercuryFrame.READ_TAGS,
                    0,
                    0,
                    GEN2,
                    7,
                    MercuryFrame.READ_TAGS,
                    0x10,
                    0,
                    SEARCH,
                    0x03,
                    0xE8,
                    MercuryTag.METADATA >> 8,
                    MercuryTag.METADATA & 0xFF),
                frame -> MercuryFrame.of(frame).opcode() == MercuryFrame.READING,
                frame -> take(MercuryFrame.of(frame), reports),
                timeout)
            .orElseThrow(() -> conversation.silent("does not begin to read"));
    refuse(MercuryFrame.of(answer));
  }

  private Optional<MercuryFrame> ask(Conversation conversation, int opcode, int... data)
      throws LineException, ConversationEndedException, InterruptedException {
    return conversation
        .ask(
            MercuryFrame.command(opcode, data),
            frame -> MercuryFrame.of(frame).opcode() == opcode,
            _ -> {},
            timeout)
        .map(MercuryFrame::of);
  }

  private MercuryFrame demand(Conversation conversation, int opcode, int... data)
      throws LineException, ConversationEndedException, InterruptedException {
    MercuryFrame answer =
        ask(conversation, opcode, data)
            .orElseThrow(
                () -> conversation.silent("does not answer the command %02X".formatted(opcode)));
    refuse(answer);
    return answer;
  }

  private static void refuse(MercuryFrame answer) throws ConversationEndedException {
    if (answer.status() != MercuryStatus.SUCCESS) {
      throw new ConversationEndedException(
          Fault.Kind.REFUSED,
          "the reader refuses the command %02X: %s"
              .formatted(answer.opcode(), MercuryStatus.words(answer.status())),
          "Check 'power', 'region' and 'antennas' in its connection against what this model can"
              + " do.");
    }
  }

  private static void take(MercuryFrame frame, Reports reports) throws ConversationEndedException {
    switch (frame.status()) {
      case MercuryStatus.SUCCESS -> tag(frame, reports);
      case MercuryStatus.NO_TAGS -> reports.online();
      case MercuryStatus.TOO_HOT ->
          throw new ConversationEndedException(
              Fault.Kind.REFUSED,
              "the reader is too hot and has stopped reading (0504)",
              "Give it air or a heat sink, or write a lower power= in its connection.");
      case MercuryStatus.NO_ANTENNA, MercuryStatus.HIGH_RETURN_LOSS ->
          throw new ConversationEndedException(
              Fault.Kind.REFUSED,
              "the reader cannot send: " + MercuryStatus.words(frame.status()),
              "Check its antennas and their cables, and that 'antennas' names only those that are"
                  + " there.");
      default -> reports.gap("the reader missed something: " + MercuryStatus.words(frame.status()));
    }
  }

  /** What is no tag, such as its temperature, is not asked for and not missed. */
  private static void tag(MercuryFrame frame, Reports reports) {
    MercuryTag.of(frame)
        .ifPresent(tag -> reports.tag(tag.antenna(), tag.epc(), tag.rssiDbm(), tag.count()));
  }

  @Override
  public void leave(Conversation conversation)
      throws LineException, ConversationEndedException, InterruptedException {
    if (reading) {
      stop(conversation, FAREWELL);
    }
  }
}
