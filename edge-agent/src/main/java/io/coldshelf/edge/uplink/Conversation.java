package io.coldshelf.edge.uplink;

import io.coldshelf.edge.uplink.BrokerLink.Limits;
import io.coldshelf.edge.uplink.BrokerLink.LinkException;
import io.coldshelf.edge.uplink.BrokerLink.Message;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.UserProperty;
import io.coldshelf.wire.WireException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What is said over one connection. It ends when the connection does. */
final class Conversation {

  private static final System.Logger LOG = System.getLogger(Conversation.class.getName());
  private static final List<Lane> BY_URGENCY = List.of(Lane.EVENTS, Lane.READINGS);
  private static final HexFormat HEX = HexFormat.of();
  private static final Optional<Allowance.Hold> BY_RATE = Optional.of(Allowance.Hold.RATE);

  /** A PUBACK without properties, MQTT 5, 3.4; one with a reason has a byte more. */
  private static final int PUBACK_BYTES = 4;

  /** What a packet has beside topic and payload, about. */
  static final int PACKET_BYTES = 8;

  private static final String PLAIN = Block.Encoding.SENML.transform();

  /** What outlives the connection. */
  record Context(
      UplinkSetup setup,
      Outgoing journal,
      Dispatch dispatch,
      Allowance allowance,
      Meter meter,
      Uplink.Clocks clocks,
      Wakes wakes) {

    static Context of(
        UplinkSetup setup, Outgoing journal, Optional<byte[]> usage, Uplink.Clocks clocks) {
      long nanos = clocks.nanos().getAsLong();
      Allowance allowance = new Allowance(setup.plan(), clocks.wall().millis(), nanos);
      usage.ifPresent(allowance::restore);
      return new Context(
          setup,
          journal,
          new Dispatch(journal.first(Lane.EVENTS), journal.first(Lane.READINGS), setup.patience()),
          allowance,
          new Meter(clocks.wall()),
          clocks,
          new Wakes());
    }

    long now() {
      return clocks.nanos().getAsLong();
    }

    /** Counts what went over the line beside the blocks. */
    void spend(long bytes) {
      allowance.spend(bytes, now());
    }
  }

  private final Context context;
  private final BrokerLink link;
  private final Limits limits;
  private final Map<Lane, ReadAhead> ahead = new EnumMap<>(Lane.class);
  private final Set<Lane> unheard = EnumSet.noneOf(Lane.class);
  private boolean acceptedSome;

  Conversation(Context context, BrokerLink link, Limits limits) {
    this.context = context;
    this.link = link;
    this.limits = limits;
    for (Lane lane : BY_URGENCY) {
      ahead.put(lane, new ReadAhead(context.journal(), lane, context.wakes()));
    }
    context.dispatch().connected(limits.receiveMaximum());
  }

  /** Sends all that may be sent now. */
  void send() throws LinkException {
    long now = context.now();
    Optional<BlockKey> overdue = context.dispatch().overdue(now);
    if (overdue.isPresent()) {
      throw new LinkException("the broker does not answer for " + overdue.get());
    }
    for (Lane lane : context.dispatch().rewind(now)) {
      LOG.log(Level.INFO, "the bridge has stored no {0} for a while: sending again", lane.code());
      reader(lane).clear();
    }
    context.allowance().look(context.clocks().wall().millis(), now);
    boolean more = true;
    while (more) {
      more = sendOne();
    }
    context.meter().line(context.allowance(), context.allowance().hold(context.now()));
    context.meter().publish();
  }

  /** Looks for an event before each block of readings. */
  private boolean sendOne() throws LinkException {
    long now = context.now();
    for (Lane lane : BY_URGENCY) {
      OptionalLong wanted = context.dispatch().wanted(lane, now);
      if (wanted.isPresent() && mayGo(lane, now)) {
        Optional<Block> block = reader(lane).from(wanted.getAsLong());
        if (block.isPresent()) {
          send(block.get(), now);
          return true;
        }
      }
    }
    return false;
  }

  private boolean mayGo(Lane lane, long now) {
    return switch (lane) {
      case EVENTS -> true;
      case READINGS -> context.allowance().hold(now).isEmpty();
    };
  }

  /** When to send again at the latest, in nanoseconds from now. */
  long waitNanos() {
    long now = context.now();
    long wait = context.dispatch().waitNanos(now);
    return context.allowance().hold(now).equals(BY_RATE)
        ? Math.min(wait, context.allowance().waitNanos(now))
        : wait;
  }

  private void send(Block block, long now) throws LinkException {
    BlockKey key = new BlockKey(block.lane(), block.seq());
    Message message = message(key, block);
    long bytes = message.packetBytes();
    if (!block.isIntact()) {
      setAside(key, "its bytes on disk are not those that were written");
    } else if (bytes > limits.maximumPacketBytes()) {
      setAside(
          key, "it needs " + bytes + " bytes, and the broker takes " + limits.maximumPacketBytes());
    } else {
      boolean again = context.dispatch().sent(key, (int) bytes, now);
      context.allowance().spend(bytes, now);
      context.meter().sent(block.payload().length, again);
      link.send(message);
    }
  }

  private Message message(BlockKey key, Block block) {
    List<Map.Entry<String, String>> properties = new ArrayList<>();
    properties.add(Map.entry(UserProperty.EPOCH, block.epoch()));
    properties.add(Map.entry(UserProperty.SEQ, Long.toString(block.seq())));
    long first = reader(block.lane()).first(context.dispatch().acknowledged(block.lane()));
    properties.add(Map.entry(UserProperty.FIRST, Long.toString(first)));
    properties.add(Map.entry(UserProperty.COUNT, Integer.toString(block.span().count())));
    properties.add(Map.entry(UserProperty.HASH, HEX.formatHex(block.hash())));
    properties.add(Map.entry(UserProperty.PREV, HEX.formatHex(block.prev())));
    block
        .span()
        .clock()
        .ifPresent(clock -> properties.add(Map.entry(UserProperty.CLOCK, clock.text())));
    if (!block.encoding().transform().equals(PLAIN)) {
      properties.add(Map.entry(UserProperty.ENCODING, block.encoding().transform()));
    }
    return new Message(
        key, topic(block.lane()), block.payload(), block.encoding().contentType(), properties);
  }

  void hear(Signal signal) throws LinkException {
    switch (signal) {
      case Signal.Settled settled -> settle(settled);
      case Signal.Received received -> receive(received);
      case Signal.Lost lost -> throw new LinkException(lost.reason());
      case Signal.Woken _ -> {} // the count of wakes says that there is more
    }
  }

  /** The journal may have grown, though nobody has said so. */
  void look() {
    ahead.values().forEach(ReadAhead::look);
  }

  private void settle(Signal.Settled settled) {
    long now = context.now();
    BlockKey block = settled.block();
    context.spend(PUBACK_BYTES);
    switch (context.dispatch().settled(block, settled.reasonCode(), now)) {
      case ACCEPTED -> accepted(block.lane(), settled.reasonCode());
      case LATER -> refused(settled);
      case SET_ASIDE -> {
        refused(settled);
        keepAside(block, Refusal.words(topic(block.lane()), settled.reasonCode()));
      }
      case UNKNOWN -> LOG.log(Level.DEBUG, "an answer for {0}, which is not under way", block);
    }
  }

  private void accepted(Lane lane, int reasonCode) {
    context.meter().accepted();
    acceptedSome = true;
    if (reasonCode == Refusal.NO_MATCHING_SUBSCRIBERS
        && context.setup().acknowledge() == Acknowledge.BROKER
        && unheard.add(lane)) {
      context.meter().failed(Refusal.nobodyListens(topic(lane)));
    }
  }

  private void refused(Signal.Settled settled) {
    context.meter().refused();
    context.meter().failed(Refusal.words(topic(settled.block().lane()), settled.reasonCode()));
  }

  private String topic(Lane lane) {
    return context.setup().topics().lane(lane);
  }

  private void setAside(BlockKey block, String reason) {
    context.dispatch().setAside(block);
    keepAside(block, reason);
  }

  private void keepAside(BlockKey block, String reason) {
    reader(block.lane()).hole(block.seq());
    context.meter().setAside();
    context.journal().setAside(block.lane(), block.seq(), reason);
  }

  private void receive(Signal.Received received) {
    context.spend(received.topic().length() + received.payload().length + PACKET_BYTES);
    if (received.topic().equals(context.setup().topics().ack())) {
      try {
        apply(Ack.read(received.payload()));
      } catch (WireException e) {
        context.meter().failed("on the topic of acknowledgements: " + e.getMessage());
      }
    }
  }

  /** Where PUBACK counts, passes on what the broker has accepted since the last call. */
  void passOnAccepted() {
    if (acceptedSome && context.setup().acknowledge() == Acknowledge.BROKER) {
      apply(context.dispatch().accepted(context.journal().epoch()));
    }
    acceptedSome = false;
  }

  private void apply(Ack ack) {
    if (!ack.epoch().equals(context.journal().epoch())) {
      return;
    }
    context.dispatch().heard();
    for (Lane lane : BY_URGENCY) {
      if (!isPossible(lane, ack.upTo(lane))) {
        return;
      }
    }
    if (context.journal().acknowledge(ack)) {
      context.dispatch().acknowledged(ack, context.now());
    }
  }

  /** A word about blocks that were never written lets nothing go. */
  private boolean isPossible(Lane lane, long upTo) {
    if (upTo <= context.dispatch().highestSent(lane) || upTo <= context.journal().last(lane)) {
      return true;
    }
    context
        .meter()
        .failedOnce(
            "the bridge has more "
                + lane.code()
                + " than this journal has ever written: was an older copy of it put back? Its"
                + " acknowledgements are ignored; stop the agent and move the journal aside, so"
                + " that a new one begins");
    return false;
  }

  private ReadAhead reader(Lane lane) {
    ReadAhead reader = ahead.get(lane);
    if (reader == null) {
      throw new IllegalStateException("every lane has its reader");
    }
    return reader;
  }
}
