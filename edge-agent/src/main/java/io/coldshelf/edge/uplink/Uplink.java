package io.coldshelf.edge.uplink;

import io.coldshelf.edge.journal.Journal;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The connection from agent to bridge. It works without a network from the start, and waits. */
public interface Uplink extends AutoCloseable {

  /** Under which key of the journal's state {@link #usage} is kept. */
  String USAGE_KEY = "uplink/usage";

  /**
   * What an uplink needs from outside to tell time.
   *
   * @param wall for statistics; may jump
   * @param nanos never goes back, {@code System::nanoTime}
   */
  record Clocks(InstantSource wall, LongSupplier nanos) {}

  /**
   * Starts an uplink on a thread of its own.
   *
   * @param setup where and how
   * @param journal what to send, and whom to tell what was stored; its state holds the usage
   * @param clocks time
   * @param random spreads the attempts of many gateways to connect again
   * @return the running uplink
   * @throws IllegalArgumentException when the TLS files cannot be used; the message says why and
   *     what to do
   */
  static Uplink start(UplinkSetup setup, Journal journal, Clocks clocks, RandomGenerator random) {
    return MqttUplink.start(setup, journal, clocks, random, PahoLink.factory(setup));
  }

  /**
   * Does what the first connection would have to wait for, beside whatever else a start has to do.
   * Returns at once, sends nothing, and may be left out.
   *
   * @param tls whether the connection will be by TLS
   */
  static void warmUp(boolean tls) {
    Thread.ofPlatform().name("warm-up").daemon().start(() -> WarmUp.of(tls));
  }

  /** Something was committed. Any thread; cheap; never blocks. */
  void wake();

  /**
   * Publishes which configuration the gateway runs, retained; and again on each new connection.
   *
   * @param json UTF-8, not copied
   */
  void report(byte[] json);

  /**
   * Publishes how far the journal reaches, signed and retained; the latest again on each new
   * connection.
   *
   * @param json UTF-8, not copied
   */
  void head(byte[] json);

  /**
   * What the line has carried, to be kept in the journal's state under {@link #USAGE_KEY} with the
   * next commit, where an uplink looks for it when it starts. So it costs no commit of its own. Any
   * thread.
   *
   * @return bytes at most once a minute, and when it was closed; nothing in between, and nothing
   *     where nobody counts
   */
  default Optional<byte[]> usage() {
    return Optional.empty();
  }

  /**
   * How it goes.
   *
   * @return a snapshot
   */
  UplinkStats stats();

  /** Waits a bounded while for what is in flight, says offline, and ends. */
  @Override
  void close();
}
