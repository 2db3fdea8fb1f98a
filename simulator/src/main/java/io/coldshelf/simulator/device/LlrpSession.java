package io.coldshelf.simulator.device;

import io.coldshelf.simulator.device.LlrpStatus.Refusal;
import io.coldshelf.simulator.device.Outbox.Delivery;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One client's connection to a reader, from the first notification to the last byte. */
final class LlrpSession {

  /** Longer requests are refused with the connection: no client has need of them. */
  private static final int MAX_REQUEST_BYTES = 64 * 1024;

  /** After so many keepalives without an answer the client is taken for gone. */
  private static final int MISSED_ACKS = 3;

  private static final int KEEPALIVE = 62;
  private static final int VERSION_BITS = 0x1C;

  private final Socket socket;
  private final Outbox outbox;
  private final ReaderState state;
  private final LlrpRequests requests;
  private final Object stateLock;
  private final AtomicInteger unacknowledged = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int version = LlrpBytes.VERSION;
  private volatile boolean givenUp;
  private @Nullable Thread keepalive;

  LlrpSession(
      Socket socket, Outbox outbox, ReaderState state, LlrpRequests requests, Object stateLock) {
    this.socket = socket;
    this.outbox = outbox;
    this.state = state;
    this.requests = requests;
    this.stateLock = stateLock;
  }

  /**
   * Serves the client until either side hangs up. What has not left by then stays in the outbox.
   */
  void hold() throws IOException, InterruptedException {
    synchronized (stateLock) {
      outbox.connect(state.holdsUponReconnect());
    }
    outbox.answer(state.events().connectionAttempt(0));
    supervise();
    Thread writer = Thread.ofVirtual().name("reader writes").start(this::write);
    boolean goodbye = false;
    try {
      goodbye = read() || givenUp;
    } finally {
      ended.countDown();
      if (goodbye) {
        outbox.finish();
      } else {
        outbox.disconnect();
        socket.close();
      }
      writer.join();
      outbox.disconnect();
    }
  }

  /** Answers requests; true when the client has said goodbye. */
  private boolean read() throws IOException, InterruptedException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      int first;
      try {
        first = in.readUnsignedShort();
      } catch (EOFException e) {
        return false;
      }
      int length = in.readInt();
      int id = in.readInt();
      int body = length - LlrpBytes.HEADER_BYTES;
      if (body < 0 || body > MAX_REQUEST_BYTES) {
        return false; // where the next message begins cannot be known
      }
      byte[] bytes = in.readNBytes(body);
      if (bytes.length < body) {
        return false;
      }
      if (serve(first, id, bytes)) {
        return true;
      }
    }
  }

  private boolean serve(int first, int id, byte[] body) throws InterruptedException {
    int spoken = (first >> 10) & 7;
    int type = first & 0x3FF;
    if (type == LlrpRequests.ERROR_MESSAGE) {
      return false; // never answered
    }
    if (spoken == requests.newestVersion() && LlrpRequests.isOfVersions(type)) {
      agree(type, id, body);
      return false;
    }
    if (spoken != version) {
      refuse(id, LlrpStatus.UNSUPPORTED_VERSION, "this reader speaks version " + version);
      return false;
    }
    if (first >> 13 != 0) {
      refuse(id, LlrpStatus.FIELD_ERROR, "a reserved bit is set");
      return false;
    }
    switch (type) {
      case LlrpRequests.KEEPALIVE_ACK -> unacknowledged.set(0);
      case LlrpRequests.ENABLE_EVENTS_AND_REPORTS -> outbox.release();
      case LlrpRequests.GET_REPORT -> {
        synchronized (stateLock) {
          state.inventory().reportNow();
        }
        outbox.allowWaiting();
      }
      default -> {
        byte[] answer;
        synchronized (stateLock) {
          answer = requests.answer(type, id, body);
        }
        outbox.answer(answer);
      }
    }
    if (type == LlrpRequests.SET_READER_CONFIG) {
      supervise();
    }
    return type == LlrpRequests.CLOSE_CONNECTION && body.length == 0;
  }

  /** The answer is still of the version before (LLRP 1.1, 9.1.3). */
  private void agree(int type, int id, byte[] body) throws InterruptedException {
    outbox.answer(requests.answer(type, id, body));
    if (type == LlrpRequests.SET_PROTOCOL_VERSION
        && body.length == 1
        && body[0] == requests.newestVersion()) {
      version = body[0];
    }
  }

  private void refuse(int id, int code, String text) throws InterruptedException {
    outbox.answer(LlrpRequests.error(id, Refusal.message(code, text)));
  }

  private void write() {
    try {
      OutputStream out = socket.getOutputStream();
      Optional<Delivery> next = outbox.take();
      while (next.isPresent()) {
        if (!sent(out, next.get())) {
          return;
        }
        next = outbox.take();
      }
      socket.shutdownOutput();
    } catch (IOException e) {
      outbox.disconnect(); // the reading side finds out by itself
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** In the version that was agreed upon. */
  private byte[] stamped(byte[] message) {
    byte[] stamped = message.clone();
    stamped[0] = (byte) ((stamped[0] & ~VERSION_BITS) | (version << 2));
    return stamped;
  }

  private boolean sent(OutputStream out, Delivery delivery) {
    try {
      out.write(stamped(delivery.bytes()));
      outbox.delivered(delivery);
      return true;
    } catch (IOException e) {
      outbox.back(delivery);
      return false;
    }
  }

  /** Begins keepalives anew, at the period that is set now. */
  private void supervise() {
    Thread before = keepalive;
    if (before != null) {
      before.interrupt();
    }
    long millis;
    synchronized (stateLock) {
      millis = state.keepaliveMillis();
    }
    unacknowledged.set(0);
    keepalive =
        millis == 0
            ? null
            : Thread.ofVirtual().name("reader keepalive").start(() -> keepAlive(millis));
  }

  private void keepAlive(long millis) {
    try {
      while (!ended.await(millis, TimeUnit.MILLISECONDS)) {
        if (unacknowledged.incrementAndGet() > MISSED_ACKS) {
          outbox.answer(state.events().connectionClose());
          givenUp = true; // the last message is still to leave
          socket.shutdownInput();
          return;
        }
        outbox.answer(LlrpBytes.message(KEEPALIVE, outbox.nextId(), _ -> {}));
      }
    } catch (IOException e) {
      outbox.disconnect();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // another period is set
    }
  }
}
