package io.coldshelf.bridge.ingest;

import io.coldshelf.bridge.ingest.Incoming.Delivery;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Topics;
import java.time.Duration;
import java.util.List;

/** The bridge's connection to a broker. */
interface Link extends AutoCloseable {

  /** Waits for messages and gives those that are to be stored next, in one transaction. */
  List<Incoming> take(Duration patience) throws InterruptedException;

  /** Whether more readings have come than were given yet. */
  boolean isFlooded();

  /** Tells the broker that a message is kept. Without effect when its connection is gone. */
  void kept(Delivery delivery);

  /** Publishes an acknowledgement, retained; false when it cannot be done now. */
  boolean publish(Topics gateway, Ack ack);

  /** The number of the present connection, 0 while there is none. */
  long connection();

  @Override
  void close();
}
