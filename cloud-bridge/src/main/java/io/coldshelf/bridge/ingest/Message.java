package io.coldshelf.bridge.ingest;

import io.coldshelf.bridge.fleet.Reported;
import io.coldshelf.bridge.store.BlockKey;
import io.coldshelf.bridge.store.Payloads;
import io.coldshelf.model.Event;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Status;
import io.coldshelf.wire.Topics;
import java.util.Optional;

/** A message after it was read. */
sealed interface Message {

  /** One event, in its block where the gateway numbers them. */
  record OfEvent(Topics gateway, Optional<BlockKey> block, Event event, Optional<ClockState> clock)
      implements Message {}

  /** One block of readings, which is read when it is unfolded. */
  record OfReadings(Topics gateway, Optional<BlockKey> block, Payloads.Body content)
      implements Message {}

  /** How far the gateway's journal reaches, signed. */
  record OfHead(Topics gateway, Head head) implements Message {}

  /** Whether the gateway is there. */
  record OfStatus(Topics gateway, Status status) implements Message {}

  /** What the gateway says of itself. */
  record OfReported(Topics gateway, Reported reported) implements Message {}

  /** One that cannot be read; its block, where it has one, counts as received. */
  record Unreadable(Optional<Topics> gateway, Optional<BlockKey> block, String reason)
      implements Message {}

  /** An empty payload on a retained topic: somebody has cleared it. */
  record Cleared() implements Message {}

  /** The same message as one that cannot be read. */
  default Unreadable setAside(String reason) {
    return switch (this) {
      case OfEvent event -> new Unreadable(Optional.of(event.gateway()), event.block(), reason);
      case OfReadings readings ->
          new Unreadable(Optional.of(readings.gateway()), readings.block(), reason);
      case OfStatus status ->
          new Unreadable(Optional.of(status.gateway()), Optional.empty(), reason);
      case OfReported reported ->
          new Unreadable(Optional.of(reported.gateway()), Optional.empty(), reason);
      case OfHead head -> new Unreadable(Optional.of(head.gateway()), Optional.empty(), reason);
      case Unreadable unreadable ->
          new Unreadable(unreadable.gateway(), unreadable.block(), reason);
      case Cleared _ -> new Unreadable(Optional.empty(), Optional.empty(), reason);
    };
  }
}
