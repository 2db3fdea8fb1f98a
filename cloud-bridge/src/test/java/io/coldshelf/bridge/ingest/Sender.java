package io.coldshelf.bridge.ingest;

import io.coldshelf.bridge.Samples;
import io.coldshelf.model.Event;
import io.coldshelf.model.Reading;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.SenmlWriter;
import io.coldshelf.wire.UserProperty;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One life of a gateway's journal: what it sends is numbered and chained. */
final class Sender {

  private final String epoch;
  private final Map<Lane, Head.Tip> tips = new EnumMap<>(Lane.class);

  Sender(String epoch) {
    this.epoch = epoch;
    for (Lane lane : Lane.values()) {
      tips.put(lane, Head.Tip.NONE);
    }
  }

  Head.Tip tip(Lane lane) {
    return tips.getOrDefault(lane, Head.Tip.NONE);
  }

  Incoming readings(Optional<ClockState> clock, List<Reading> readings) {
    return block(
        Lane.READINGS,
        Block.Encoding.SENML,
        new Block.Span(0, 0, readings.size(), clock),
        new SenmlWriter("gw1", _ -> "Cel").write(readings, List.of()));
  }

  Incoming readings(Reading... readings) {
    return readings(Optional.empty(), List.of(readings));
  }

  Incoming event(Optional<ClockState> clock, Event event) {
    return block(
        Lane.EVENTS,
        Block.Encoding.EVENT,
        new Block.Span(0, 0, 1, clock),
        new CloudEvent(Samples.GATEWAY.source(), event).toJson());
  }

  /** A block whose hash is right, whatever is in it. */
  Incoming payload(byte[] payload) {
    return block(Lane.READINGS, Block.Encoding.SENML, new Block.Span(0, 0, 1), payload);
  }

  private Incoming block(Lane lane, Block.Encoding encoding, Block.Span span, byte[] payload) {
    HexFormat hex = HexFormat.of();
    Head.Tip before = tip(lane);
    Block block =
        Block.of(
            epoch, lane, before.seq() + 1, span, encoding, payload, hex.parseHex(before.hash()));
    tips.put(lane, new Head.Tip(block.seq(), hex.formatHex(block.hash())));
    Map<String, String> properties = new HashMap<>();
    properties.put(UserProperty.EPOCH, epoch);
    properties.put(UserProperty.SEQ, Long.toString(block.seq()));
    properties.put(UserProperty.COUNT, Integer.toString(span.count()));
    properties.put(UserProperty.HASH, hex.formatHex(block.hash()));
    properties.put(UserProperty.PREV, hex.formatHex(block.prev()));
    span.clock().ifPresent(clock -> properties.put(UserProperty.CLOCK, clock.text()));
    return new Incoming(
        new Incoming.Delivery(1, (int) block.seq(), 1),
        Samples.GATEWAY.lane(lane),
        Optional.of(encoding.contentType()),
        properties,
        false,
        payload);
  }
}
