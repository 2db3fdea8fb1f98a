package io.coldshelf.bridge.ingest;

import io.coldshelf.bridge.fleet.Reported;
import io.coldshelf.bridge.store.BlockKey;
import io.coldshelf.bridge.store.Payloads;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Status;
import io.coldshelf.wire.Topics;
import io.coldshelf.wire.UserProperty;
import io.coldshelf.wire.WireException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Reads messages. It never fails: what it cannot read it says so. */
final class Decoder {

  private static final int HASH_BYTES = 32;

  private Decoder() {}

  static Message read(Incoming incoming) {
    Optional<Topics.Parsed> topic = Optional.empty();
    try {
      topic = Topics.parse(incoming.topic());
    } catch (IllegalArgumentException e) {
      return new Message.Unreadable(Optional.empty(), Optional.empty(), text(e));
    }
    if (topic.isEmpty()) {
      return new Message.Unreadable(
          Optional.empty(), Optional.empty(), "the topic is not one of ours");
    }
    Topics gateway = topic.get().gateway();
    return switch (topic.get().leaf()) {
      case "events" -> lane(incoming, gateway, Lane.EVENTS);
      case "readings" -> lane(incoming, gateway, Lane.READINGS);
      case "status", "reported", Head.LEAF -> retained(incoming, gateway, topic.get().leaf());
      default ->
          new Message.Unreadable(
              Optional.of(gateway), Optional.empty(), "nothing is expected on this topic");
    };
  }

  private static Message retained(Incoming incoming, Topics gateway, String leaf) {
    if (incoming.payload().length == 0) {
      return new Message.Cleared();
    }
    try {
      return switch (leaf) {
        case "status" -> new Message.OfStatus(gateway, Status.read(incoming.payload()));
        case Head.LEAF -> new Message.OfHead(gateway, Head.read(incoming.payload()));
        default -> new Message.OfReported(gateway, Reported.read(incoming.payload()));
      };
    } catch (WireException | IllegalArgumentException | ArithmeticException e) {
      return new Message.Unreadable(Optional.of(gateway), Optional.empty(), text(e));
    }
  }

  private static Message lane(Incoming incoming, Topics gateway, Lane lane) {
    Optional<BlockKey> key = Optional.empty();
    try {
      key = key(incoming.properties(), lane, Optional.empty());
      // A clock that cannot be read spoils the block; its number counts all the same.
      Optional<ClockState> clock = clock(incoming);
      key = key(incoming.properties(), lane, clock);
      if (key.isPresent()) {
        checkHash(incoming, key.get());
      }
      return switch (lane) {
        case EVENTS -> event(incoming, gateway, key, clock);
        case READINGS ->
            new Message.OfReadings(
                gateway,
                key,
                new Payloads.Body(
                    encoding(incoming),
                    clock,
                    key.map(BlockKey::count).orElse(1),
                    incoming.payload()));
      };
    } catch (WireException | IllegalArgumentException | ArithmeticException e) {
      return new Message.Unreadable(Optional.of(gateway), key, text(e));
    }
  }

  private static Message event(
      Incoming incoming, Topics gateway, Optional<BlockKey> key, Optional<ClockState> clock) {
    CloudEvent event = CloudEvent.read(incoming.payload());
    if (!event.source().equals(gateway.source())) {
      throw new WireException(
          "source '" + event.source() + "' came on the topic of " + gateway.source());
    }
    return new Message.OfEvent(gateway, key, event.event(), clock);
  }

  /** A sender that numbers nothing is read too; only nothing is acknowledged to it. */
  private static Optional<BlockKey> key(
      Map<String, String> properties, Lane lane, Optional<ClockState> clock) {
    String epoch = properties.get(UserProperty.EPOCH);
    String seq = properties.get(UserProperty.SEQ);
    if (epoch == null || seq == null) {
      return Optional.empty();
    }
    long number = Long.parseLong(seq);
    long first = Long.parseLong(properties.getOrDefault(UserProperty.FIRST, "1"));
    int count = Integer.parseInt(properties.getOrDefault(UserProperty.COUNT, "1"));
    return Optional.of(
        new BlockKey(
            epoch,
            lane,
            number,
            Math.min(first, number),
            count,
            new BlockKey.Proof(
                Optional.ofNullable(properties.get(UserProperty.HASH)),
                Optional.ofNullable(properties.get(UserProperty.PREV)),
                clock)));
  }

  private static void checkHash(Incoming incoming, BlockKey key) {
    BlockKey.Proof proof = key.proof();
    if (proof.hash().isEmpty() || proof.prev().isEmpty()) {
      return;
    }
    Block block =
        new Block(
            key.epoch(),
            key.lane(),
            key.seq(),
            new Block.Span(0, 0, key.count(), proof.clock()),
            encoding(incoming),
            incoming.payload(),
            hash(proof.prev().get()),
            hash(proof.hash().get()));
    if (!block.isIntact()) {
      throw new WireException("its hash is not that of its content: it was altered on the way");
    }
  }

  private static Optional<ClockState> clock(Incoming incoming) {
    return Optional.ofNullable(incoming.properties().get(UserProperty.CLOCK))
        .map(ClockState::parse);
  }

  private static byte[] hash(String hex) {
    byte[] hash = HexFormat.of().parseHex(hex);
    if (hash.length != HASH_BYTES) {
      throw new WireException("a hash has " + HASH_BYTES + " bytes, not " + hash.length);
    }
    return hash;
  }

  private static Block.Encoding encoding(Incoming incoming) {
    return new Block.Encoding(
        incoming.contentType().orElse(Block.Encoding.SENML.contentType()),
        incoming.properties().getOrDefault(UserProperty.ENCODING, "identity"));
  }

  /** The first line: what parsers say after it is for their own authors. */
  static String text(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
