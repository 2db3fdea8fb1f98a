package io.coldshelf.edge.uplink;

import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalException;
import io.coldshelf.edge.uplink.BrokerLink.Limits;
import io.coldshelf.edge.uplink.BrokerLink.LinkException;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Topics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * One platform thread, for the journal behind it is native code; it connects, converses, and when a
 * connection ends, waits and begins again. Nothing but {@link Dispatch} outlives a connection.
 */
final class MqttUplink implements Uplink {

  private static final System.Logger LOG = System.getLogger(MqttUplink.class.getName());

  /** Looks around this often even if nobody says anything. */
  private static final long MAX_WAIT_NANOS = Duration.ofSeconds(5).toNanos();

  /** A connection that held this long was a good one: the next attempt comes soon. */
  private static final long GOOD_NANOS = Duration.ofSeconds(5).toNanos();

  /** For what is in flight when the agent stops. The journal keeps what does not make it. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  /** A CONNECT with its will and a CONNACK, and a subscription, about. */
  private static final int CONNECT_BYTES = 300;

  private static final Duration END = Duration.ofSeconds(8);

  private final Conversation.Context context;
  private final BrokerLink.Factory links;
  private final Inbox inbox = new Inbox();
  private final BackOff backOff;
  private final KeptUsage usage;
  private final Thread thread;
  private volatile boolean closing;
  private final AtomicReference<Announced> report = new AtomicReference<>(Announced.NOTHING);
  private final AtomicReference<Announced> head = new AtomicReference<>(Announced.NOTHING);

  /** What to announce, and the how manieth it is: 0 is nothing yet. */
  @SuppressWarnings("ArrayRecordComponent") // told apart by its version
  private record Announced(long version, byte[] json) {
    static final Announced NOTHING = new Announced(0, new byte[0]);

    Announced next(byte[] other) {
      return new Announced(version + 1, other);
    }
  }

  private MqttUplink(
      Conversation.Context context, BrokerLink.Factory links, RandomGenerator random) {
    this.context = context;
    this.links = links;
    this.backOff = new BackOff(random, context.setup().patience().maxBackOff());
    this.usage = new KeptUsage(context.setup().plan(), context.now());
    this.thread = Thread.ofPlatform().name("uplink").daemon().unstarted(this::run);
  }

  static MqttUplink start(
      UplinkSetup setup,
      Journal journal,
      Uplink.Clocks clocks,
      RandomGenerator random,
      BrokerLink.Factory links) {
    Conversation.Context context =
        Conversation.Context.of(
            setup,
            Outgoing.of(journal),
            Optional.ofNullable(journal.state().get(Uplink.USAGE_KEY)),
            clocks);
    MqttUplink uplink = new MqttUplink(context, links, random);
    uplink.thread.start();
    return uplink;
  }

  private void run() {
    try {
      while (!closing) {
        long began = nanos();
        long acceptedBefore = context.meter().acceptedCount();
        connection();
        if (nanos() - began > GOOD_NANOS || context.meter().acceptedCount() > acceptedBefore) {
          backOff.succeeded();
        }
        pause(backOff.nextNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    usage.offerLast(context.allowance());
  }

  private void connection() throws InterruptedException {
    long generation = inbox.begin();
    BrokerLink link = links.create(signal -> inbox.tell(generation, signal));
    boolean farewell = false;
    try {
      Limits limits = link.open();
      context.spend(CONNECT_BYTES);
      if (limits.near()) {
        backOff.cap(Patience.local().maxBackOff());
      }
      greet(link);
      context.meter().connected();
      converse(link, new Conversation(context, link, limits));
      farewell = true;
    } catch (LinkException e) {
      context.meter().disconnected(message(e));
    } catch (JournalException e) {
      context.meter().disconnected("the uplink cannot read the journal: " + message(e));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a fault in the uplink; it begins again", e);
      context.meter().disconnected("a fault in the uplink: " + e);
    } finally {
      link.close(farewell);
    }
    if (farewell) {
      context.meter().disconnected("stopped");
    }
  }

  private void greet(BrokerLink link) throws LinkException {
    Topics topics = context.setup().topics();
    if (context.setup().acknowledge() == Acknowledge.BRIDGE) {
      link.subscribe(topics.ack());
    }
    announce(link, topics.status(), context.setup().status().toJson());
  }

  private void announce(BrokerLink link, String topic, byte[] payload) throws LinkException {
    context.spend(topic.length() + payload.length + Conversation.PACKET_BYTES);
    link.announce(topic, payload);
  }

  private void converse(BrokerLink link, Conversation conversation)
      throws LinkException, InterruptedException {
    long reported = 0;
    long signed = 0;
    while (!closing) {
      reported = announce(link, context.setup().topics().reported(), report.get(), reported);
      signed = announce(link, Head.topic(context.setup().topics()), head.get(), signed);
      conversation.send();
      usage.offer(context.allowance(), nanos());
      listen(conversation, Math.min(MAX_WAIT_NANOS, conversation.waitNanos()));
    }
    long end = nanos() + DRAIN.toNanos();
    while (context.dispatch().inFlight() > 0 && nanos() - end < 0) {
      listen(conversation, Math.min(MAX_WAIT_NANOS, end - nanos()));
    }
    announce(link, context.setup().topics().status(), context.setup().offline().toJson());
  }

  /** Says it if it was not said yet on this connection. */
  private long announce(BrokerLink link, String topic, Announced latest, long said)
      throws LinkException {
    if (latest.version() > said) {
      announce(link, topic, latest.json());
    }
    return latest.version();
  }

  /** Waits for the first signal, and takes all that came with it. */
  private void listen(Conversation conversation, long nanos)
      throws LinkException, InterruptedException {
    Optional<Signal> signal = inbox.await(nanos);
    if (signal.isEmpty()) {
      conversation.look();
    }
    for (int taken = 0; signal.isPresent() && taken < Inbox.MAX_SIGNALS; taken++) {
      conversation.hear(signal.get());
      signal = inbox.await(0);
    }
    conversation.passOnAccepted();
  }

  /** Back-off; a commit does not cut it short, the end does. */
  private void pause(long length) throws InterruptedException {
    long end = nanos() + length;
    for (long left = length; left > 0 && !closing; left = end - nanos()) {
      var _ = inbox.await(left);
    }
  }

  private long nanos() {
    return context.now();
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }

  @Override
  public Optional<byte[]> usage() {
    return usage.take();
  }

  @Override
  public void wake() {
    context.wakes().add();
    inbox.wake();
  }

  @Override
  public void report(byte[] json) {
    report.updateAndGet(before -> before.next(json));
    inbox.wake();
  }

  @Override
  public void head(byte[] json) {
    head.updateAndGet(before -> before.next(json));
    inbox.wake();
  }

  @Override
  public UplinkStats stats() {
    return context.meter().stats();
  }

  @Override
  public void close() {
    closing = true;
    inbox.wake();
    try {
      if (!thread.join(END)) {
        thread.interrupt();
        LOG.log(Level.WARNING, "the uplink did not end in time; what it had not sent stays");
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
