package io.coldshelf.simulator.device;

import java.io.IOException;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An RFID reader that speaks LLRP 1.0.1 on a TCP port of the loopback address: one client at a
 * time, ROSpecs that outlive it, inventory rounds over a {@link Field}, reports as the client has
 * asked for, held while nobody takes them, and errors for whatever a reader shall refuse.
 */
public final class LlrpReader implements AutoCloseable {

  private static final int ALREADY_CONNECTED = 2;
  private static final int ANOTHER_ATTEMPT = 4;

  private static final int NOISE_BYTES = 512;

  private final ReaderModel model;
  private final Field field;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Outbox outbox;
  private final boolean[] antennas;
  private final TcpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Guards the state and everything in it. Never held while something is sent. */
  private final Object lock = new Object();

  private ReaderState state;
  private @Nullable LlrpSession session;
  private boolean powered = true;
  private long earlierObservations;
  private volatile boolean noisy;

  /**
   * What a reader has done since it was made.
   *
   * @param observations how often a tag answered in a round of an active ROSpec
   * @param delivered tag reports that were written to a client's connection; what was under way
   *     when a connection was cut is among them
   * @param lost tag reports that were thrown away because the buffer was full or the power went
   * @param waiting tag reports that are kept for a client
   */
  public record Tally(long observations, long delivered, long lost, long waiting) {}

  /**
   * Switches a reader on.
   *
   * @param port 0 for a free one
   * @param model what it is
   * @param field the air before its antennas
   * @param clock stamps what it sees
   * @param random chooses channels and makes the noise
   * @throws IOException when the port is taken
   */
  @SuppressWarnings("this-escape") // threads start once all fields are set
  public LlrpReader(
      int port, ReaderModel model, Field field, InstantSource clock, RandomGenerator random)
      throws IOException {
    this.model = model;
    this.field = field;
    this.clock = clock;
    this.random = random;
    this.outbox = new Outbox(model.bufferTags());
    this.antennas = new boolean[model.antennas()];
    Arrays.fill(antennas, true);
    this.state = powerOn();
    this.server = new TcpServer("reader", port, this::serve);
    Thread.ofVirtual().name("reader rounds").start(this::makeRounds);
  }

  private ReaderState powerOn() {
    ReaderEvents events = new ReaderEvents(outbox, clock);
    return new ReaderState(
        model, new Inventory(model, field, outbox, events, clock, random, antennas), events);
  }

  /**
   * The TCP port.
   *
   * @return the port, the same after a stop and a start
   */
  public int port() {
    return server.port();
  }

  private void serve(Socket client) throws IOException, InterruptedException {
    if (noisy) {
      byte[] noise = new byte[NOISE_BYTES];
      random.nextBytes(noise);
      client.getOutputStream().write(noise);
      return;
    }
    LlrpSession mine;
    synchronized (lock) {
      if (session != null) {
        outbox.notice(state.events().connectionAttempt(ANOTHER_ATTEMPT));
        mine = null;
      } else {
        mine = new LlrpSession(client, outbox, state, new LlrpRequests(model, state), lock);
        session = mine;
      }
    }
    if (mine == null) {
      client.getOutputStream().write(state.events().connectionAttempt(ALREADY_CONNECTED));
      return;
    }
    try {
      mine.hold();
    } finally {
      synchronized (lock) {
        session = null;
        lock.notifyAll();
      }
    }
  }

  private void makeRounds() {
    try {
      while (!closed.await(model.roundEvery().toNanos(), TimeUnit.NANOSECONDS)) {
        round();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One inventory round, if the reader is on. */
  void round() {
    synchronized (lock) {
      if (powered) {
        state.inventory().round();
      }
    }
  }

  /**
   * Takes an antenna's cable off or puts it on again; the client is told if it wants to know.
   *
   * @param antenna which antenna, from 1
   * @param connected whether it is on
   */
  public void antenna(int antenna, boolean connected) {
    synchronized (lock) {
      if (antennas[antenna - 1] != connected) {
        antennas[antenna - 1] = connected;
        state.events().antenna(antenna, connected);
      }
    }
  }

  /**
   * Makes it greet new clients with random bytes, as something else at its address would.
   *
   * @param on whether it does from now on
   */
  public void noise(boolean on) {
    noisy = on;
  }

  /** Drops the connection, as a network fault would; the reader goes on. */
  public void cut() {
    server.cut();
  }

  /**
   * Switches the power off: connections, ROSpecs, configuration and reports are gone.
   *
   * @throws IOException when the port cannot be closed
   * @throws InterruptedException when interrupted while the client is being dropped
   */
  public void stop() throws IOException, InterruptedException {
    server.stop();
    synchronized (lock) {
      powered = false;
      while (session != null) {
        lock.wait();
      }
      outbox.forget();
      earlierObservations += state.inventory().observations();
      state = powerOn();
    }
  }

  /**
   * Switches the power on again at the same port.
   *
   * @throws IOException when the port has been taken meanwhile
   */
  public void start() throws IOException {
    synchronized (lock) {
      powered = true;
    }
    server.start();
  }

  /**
   * The truth, for comparison with what a client has got.
   *
   * @return the figures as of now
   */
  public Tally tally() {
    synchronized (lock) {
      return new Tally(
          earlierObservations + state.inventory().observations(),
          outbox.deliveredTags(),
          outbox.lostTags(),
          outbox.waitingTags());
    }
  }

  /** Switches off for good. May be called twice. */
  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }
}
