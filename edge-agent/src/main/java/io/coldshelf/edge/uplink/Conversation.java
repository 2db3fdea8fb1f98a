package io.coldshelf.edge.uplink;

import io.coldshelf.edge.journal.Journal;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** What is said over one connection. It ends when the connection does. */
final class Conversation {

  private static final System.Logger LOG = System.getLogger(Conversation.class.getName());
  private static final List<Lane> BY_URGENCY = List.of(Lane.EVENTS, Lane.READINGS);
  private static final HexFormat HEX = HexFormat.of();
  private static final String PLAIN = Block.Encoding.SENML.transform();

  /** What outlives the connection. */
  record Context(
      UplinkSetup setup, Journal journal, Dispatch dispatch, Meter meter, LongSupplier nanos) {}

  private final Context context;
  private final BrokerLink link;
  private final Limits limits;
  private final Map<Lane, ReadAhead> ahead = new EnumMap<>(Lane.class);
  private boolean acceptedSome;

  Conversation(Context context, BrokerLink link, Limits limits) {
    this.context = context;
    this.link = link;
    this.limits = limits;
    for (Lane lane : BY_URGENCY) {
      ahead.put(lane, new ReadAhead(context.journal(), lane));
    }
    context.dispatch().connected(limits.receiveMaximum());
  }

  /** Sends all that may be sent now. */
  void send() throws LinkException {
    long now = context.nanos().getAsLong();
    Optional<BlockKey> overdue = context.dispatch().overdue(now);
    if (overdue.isPresent()) {
      throw new LinkException("the broker does not answer for " + overdue.get());
    }
    for (Lane lane : context.dispatch().rewind(now)) {
      LOG.log(Level.INFO, "the bridge has stored no {0} for a while: sending again", lane.code());
      reader(lane).clear();
    }
    boolean more = true;
    while (more) {
      more = sendOne(now);
    }
    context.meter().publish();
  }

  private boolean sendOne(long now) throws LinkException {
    for (Lane lane : BY_URGENCY) {
      OptionalLong wanted = context.dispatch().wanted(lane, now);
      if (wanted.isPresent()) {
        Optional<Block> block = reader(lane).from(wanted.getAsLong());
        if (block.isPresent()) {
          send(block.get(), now);
          return true;
        }
      }
    }
    return false;
  }

  private void send(Block block, long now) throws LinkException {
    BlockKey key = new BlockKey(block.lane(), block.seq());
    Message message = message(key, block);
    if (!block.isIntact()) {
      setAside(key, "its bytes on disk are not those that were written");
    } else if (message.packetBytes() > limits.maximumPacketBytes()) {
      setAside(
          key,
          "it needs "
              + message.packetBytes()
              + " bytes, and the broker takes "
              + limits.maximumPacketBytes());
    } else {
      boolean again = context.dispatch().sent(key, now);
      context.meter().sent(block.payload().length, again);
      link.send(message);
    }
  }

  private Message message(BlockKey key, Block block) {
    List<Map.Entry<String, String>> properties = new ArrayList<>();
    properties.add(Map.entry(UserProperty.EPOCH, block.epoch()));
    properties.add(Map.entry(UserProperty.SEQ, Long.toString(block.seq())));
    properties.add(Map.entry(UserProperty.FIRST, Long.toString(reader(block.lane()).first())));
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
        key,
        context.setup().topics().lane(block.lane()),
        block.payload(),
        block.encoding().contentType(),
        properties);
  }

  void hear(Signal signal) throws LinkException {
    switch (signal) {
      case Signal.Settled settled -> settle(settled);
      case Signal.Received received -> receive(received);
      case Signal.Lost lost -> throw new LinkException(lost.reason());
      case Signal.Woken _ -> look();
    }
  }

  /** The journal may have grown. */
  void look() {
    ahead.values().forEach(ReadAhead::woken);
  }

  private void settle(Signal.Settled settled) {
    long now = context.nanos().getAsLong();
    BlockKey block = settled.block();
    switch (context.dispatch().settled(block, settled.reasonCode(), now)) {
      case ACCEPTED -> {
        context.meter().accepted();
        acceptedSome = true;
      }
      case LATER -> refused(settled);
      case SET_ASIDE -> {
        refused(settled);
        keepAside(block, "the broker refuses it, reason code " + settled.reasonCode());
      }
      case UNKNOWN -> LOG.log(Level.DEBUG, "an answer for {0}, which is not under way", block);
    }
  }

  private void refused(Signal.Settled settled) {
    context.meter().refused();
    context
        .meter()
        .failed(
            "the broker refuses "
                + settled.block().lane().code()
                + ", reason code "
                + settled.reasonCode()
                + " (MQTT 5, 3.4.2.1)");
  }

  private void setAside(BlockKey block, String reason) {
    context.dispatch().setAside(block);
    keepAside(block, reason);
  }

  private void keepAside(BlockKey block, String reason) {
    context.meter().setAside();
    context.journal().setAside(block.lane(), block.seq(), reason);
  }

  private void receive(Signal.Received received) {
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
    if (context.journal().acknowledge(ack)) {
      context.dispatch().acknowledged(ack, context.nanos().getAsLong());
    }
  }

  private ReadAhead reader(Lane lane) {
    ReadAhead reader = ahead.get(lane);
    if (reader == null) {
      throw new IllegalStateException("every lane has its reader");
    }
    return reader;
  }
}
