package io.coldshelf.bridge.ingest;

import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A broker that never sends anything but remembers what it was told. */
final class RecordingLink implements Link {

  private final List<Ack> published = new ArrayList<>();
  private final List<Integer> kept = new ArrayList<>();

  List<Ack> published() {
    return published;
  }

  List<Integer> kept() {
    return kept;
  }

  @Override
  public List<Incoming> take(Duration patience) {
    return List.of();
  }

  @Override
  public boolean isFlooded() {
    return false;
  }

  @Override
  public void kept(Incoming.Delivery delivery) {
    kept.add(delivery.packet());
  }

  @Override
  public boolean publish(Topics gateway, Ack ack) {
    return published.add(ack);
  }

  @Override
  public long connection() {
    return 1;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
