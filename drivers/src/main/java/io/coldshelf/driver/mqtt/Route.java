package io.coldshelf.driver.mqtt;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The way to one device. What the broker waits for an answer to is bounded by the receive maximum;
 * the rest by {@link #MOST_UNASKED}, and beyond it is given up and counted.
 */
final class Route {

  /** Messages of QoS 0 that may wait. */
  static final int MOST_UNASKED = 1_000;

  private final Set<String> topics;
  private final InstantSource clock;
  private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger unasked = new AtomicInteger();
  private final AtomicLong givenUp = new AtomicLong();
  private volatile Standing standing = new Standing(Optional.empty(), false);

  /** On which connection the topics were asked for, and whether the broker refuses one of them. */
  private record Standing(Optional<Link> link, boolean refused) {}

  /** For the topics of one device, whose clock it is. */
  Route(Set<String> topics, InstantSource clock) {
    this.topics = Set.copyOf(topics);
    this.clock = clock;
  }

  Set<String> topics() {
    return topics;
  }

  /** Whether the broker refuses one of the topics: then the device has none of them. */
  boolean isRefused() {
    return standing.refused();
  }

  /** Whether there is nothing to ask for on a connection. */
  boolean isSubscribed(Link link) {
    return !standing.refused() && standing.link().filter(link::equals).isPresent();
  }

  void subscribed(Link link, boolean isRefused) {
    standing = new Standing(Optional.of(link), isRefused);
  }

  /** Before a new connection: what it brings at once is taken. */
  void startAnew() {
    standing = new Standing(Optional.empty(), false);
  }

  /** Called by Paho's threads; does not wait. */
  void published(String topic, byte[] payload, boolean isRetained, Delivery delivery) {
    if (!delivery.isOwed() && unasked.incrementAndGet() > MOST_UNASKED) {
      int _ = unasked.decrementAndGet();
      long _ = givenUp.incrementAndGet();
      return;
    }
    waiting.add(new Message.Published(topic, payload, isRetained, clock.millis(), delivery));
  }

  void tell(Message message) {
    waiting.add(message);
  }

  /** The next one; null when none comes in time. */
  @Nullable Message take(long waitMillis) throws InterruptedException {
    Message next = waiting.poll(waitMillis, TimeUnit.MILLISECONDS);
    if (next instanceof Message.Published published && !published.delivery().isOwed()) {
      int _ = unasked.decrementAndGet();
    }
    return next;
  }

  /** How many were given up since the last call. */
  long takeGivenUp() {
    return givenUp.getAndSet(0);
  }
}
