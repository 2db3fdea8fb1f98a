package io.coldshelf.simulator.device;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * What waits to be sent to a reader's client. Answers belong to one connection; events and reports
 * outlive it and may be held back until the client asks for them (LLRP 1.0.1, 12.2.6.4 and 13.1).
 */
final class Outbox {

  private static final int MAX_ANSWERS = 64;
  private static final int MAX_EVENTS = 256;

  /** So many tags go into one message at most. */
  private static final int TAGS_PER_MESSAGE = 256;

  private static final int RO_ACCESS_REPORT = 61;

  /** How full the buffer for reports has become. */
  enum Level {
    /** As before. */
    ROOM,
    /** Nine tenths, for the first time since it was emptier. */
    FILLING,
    /** Reports are being lost, for the first time since there was room. */
    OVERFLOW
  }

  /** A message on its way, and the tag reports in it. */
  static final class Delivery {
    private final byte[] bytes;
    private final List<byte[]> tags;

    private Delivery(byte[] bytes, List<byte[]> tags) {
      this.bytes = bytes;
      this.tags = tags;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private final int capacity;
  private final ArrayDeque<byte[]> answers = new ArrayDeque<>();
  private final ArrayDeque<byte[]> events = new ArrayDeque<>();
  private final ArrayDeque<List<byte[]>> reports = new ArrayDeque<>();
  private int waiting;
  private boolean connected;
  private boolean finishing;
  private boolean holding;
  private int allowed;
  private Level told = Level.ROOM;
  private int nextId = 1;
  private long delivered;
  private long lost;

  Outbox(int capacity) {
    this.capacity = capacity;
  }

  synchronized void connect(boolean hold) {
    answers.clear();
    connected = true;
    finishing = false;
    holding = hold;
    allowed = 0;
  }

  synchronized void disconnect() {
    connected = false;
    notifyAll();
  }

  /** Ends the connection as soon as all answers are sent. */
  synchronized void finish() {
    finishing = true;
    notifyAll();
  }

  /** The client has asked for events and reports. */
  synchronized void release() {
    holding = false;
    notifyAll();
  }

  /** The client has asked for what waits now, of which there may be nothing. */
  synchronized void allowWaiting() {
    if (reports.isEmpty()) {
      answers.add(reportMessage(List.of()));
    }
    allowed = reports.size();
    notifyAll();
  }

  synchronized int nextId() {
    return nextId++;
  }

  /** Queues an answer; waits while the client takes none. */
  synchronized void answer(byte[] message) throws InterruptedException {
    while (connected && !finishing && answers.size() >= MAX_ANSWERS) {
      wait();
    }
    answers.add(message);
    notifyAll();
  }

  /** Queues what concerns this connection only, whether events are held or not. */
  synchronized void notice(byte[] message) {
    if (connected && answers.size() < MAX_ANSWERS) {
      answers.add(message);
      notifyAll();
    }
  }

  /** Queues an event; the oldest gives way when nobody takes them. */
  synchronized void event(byte[] message) {
    if (events.size() >= MAX_EVENTS) {
      events.remove();
    }
    events.add(message);
    notifyAll();
  }

  /** Queues tag reports; those that do not fit are lost. */
  synchronized Level report(List<byte[]> tags) {
    int fit = Math.min(tags.size(), capacity - waiting);
    lost += tags.size() - fit;
    for (int from = 0; from < fit; from += TAGS_PER_MESSAGE) {
      reports.add(List.copyOf(tags.subList(from, Math.min(fit, from + TAGS_PER_MESSAGE))));
    }
    waiting += fit;
    notifyAll();
    Level now =
        fit < tags.size()
            ? Level.OVERFLOW
            : waiting * 10L >= capacity * 9L ? Level.FILLING : Level.ROOM;
    boolean worse = now.compareTo(told) > 0;
    if (worse || now == Level.ROOM) {
      told = now;
    }
    return worse ? now : Level.ROOM;
  }

  /** The next message, or nothing when the connection is over. */
  synchronized Optional<Delivery> take() throws InterruptedException {
    while (true) {
      if (!connected) {
        return Optional.empty();
      }
      byte[] answer = answers.poll();
      if (answer != null) {
        notifyAll();
        return Optional.of(new Delivery(answer, List.of()));
      }
      if (finishing) {
        return Optional.empty();
      }
      if (!holding && !events.isEmpty()) {
        return Optional.of(new Delivery(events.remove(), List.of()));
      }
      if ((!holding || allowed > 0) && !reports.isEmpty()) {
        allowed = Math.max(0, allowed - 1);
        List<byte[]> tags = reports.remove();
        return Optional.of(new Delivery(reportMessage(tags), tags));
      }
      wait();
    }
  }

  /** The message has left. */
  synchronized void delivered(Delivery delivery) {
    delivered += delivery.tags.size();
    waiting -= delivery.tags.size();
  }

  /** The message could not leave: its reports stay. */
  synchronized void back(Delivery delivery) {
    if (!delivery.tags.isEmpty()) {
      reports.addFirst(delivery.tags);
    }
  }

  private byte[] reportMessage(List<byte[]> tags) {
    return LlrpBytes.message(RO_ACCESS_REPORT, nextId++, out -> tags.forEach(out::raw));
  }

  /** The power is gone, and all that waits with it. */
  synchronized void forget() {
    lost += waiting;
    reports.clear();
    events.clear();
    waiting = 0;
    told = Level.ROOM;
  }

  synchronized long deliveredTags() {
    return delivered;
  }

  synchronized long lostTags() {
    return lost;
  }

  synchronized long waitingTags() {
    return waiting;
  }
}
