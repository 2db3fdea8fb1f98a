package io.coldshelf.simulator.device;

import io.coldshelf.simulator.device.MqttWire.Body;
import io.coldshelf.simulator.device.MqttWire.Packet;
import io.coldshelf.simulator.device.MqttWire.Writer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A hub of sensors with the broker on which it publishes: MQTT 5 as far as a subscriber sees it,
 * with sessions that outlive connections, receive maximum, and retained messages. Publishes with
 * QoS 1. Counts what its subscribers do against the rules.
 */
public final class MqttHub implements AutoCloseable {

  /** Messages that a session keeps; beyond it the oldest are left out, as brokers do. */
  public static final int MOST_KEPT = 1_000;

  /** Unanswered at once where the client allows it: mosquitto's default. */
  private static final int WINDOW = 20;

  private static final int SUPPORTED = 5;
  private static final int UNSUPPORTED_VERSION = 0x84;
  private static final int NOT_AUTHORIZED = 0x87;
  private static final int GRANTED_QOS_1 = 1;
  private static final int MAX_PACKET_ID = 0xFFFF;

  private final TcpServer server;
  private final CountDownLatch subscribed = new CountDownLatch(1);
  private final Map<String, Session> sessions = new HashMap<>();
  private final Map<String, byte[]> retained = new HashMap<>();
  private final Set<String> forbidden = new HashSet<>();
  private Optional<String> password = Optional.empty();
  private int outOfOrder;
  private int acknowledged;

  /** One message for one session. */
  @SuppressWarnings("ArrayRecordComponent") // told apart by its packet's number
  private record Sent(int packet, String topic, byte[] payload, boolean isRetained) {}

  /** What outlives a connection. */
  private static final class Session {
    private final Set<String> topics = new HashSet<>();
    private final ArrayDeque<Sent> waiting = new ArrayDeque<>();
    private final ArrayDeque<Sent> unanswered = new ArrayDeque<>();
    private int window = WINDOW;
    private int lastPacket;
    private boolean isKept;
    private Optional<OutputStream> out = Optional.empty();
  }

  /**
   * A hub on the loopback address.
   *
   * @param port 0 for a free one
   * @throws IOException when the port is taken
   */
  public MqttHub(int port) throws IOException {
    this.server = new TcpServer("mqtt-hub", port, this::serve);
  }

  /**
   * Its port.
   *
   * @return the same after a stop and a start
   */
  public int port() {
    return server.port();
  }

  /**
   * Opened when somebody has subscribed.
   *
   * @return the latch
   */
  public CountDownLatch subscribed() {
    return subscribed;
  }

  /**
   * Wants this password of everybody.
   *
   * @param wanted the password
   */
  public synchronized void wantPassword(String wanted) {
    password = Optional.of(wanted);
  }

  /**
   * Lets nobody subscribe to a topic.
   *
   * @param topic which
   */
  public synchronized void forbid(String topic) {
    boolean _ = forbidden.add(topic);
  }

  /**
   * How many answers came in another order than the messages (against MQTT 5, 4.6).
   *
   * @return 0 for a client that keeps to it
   */
  public synchronized int outOfOrder() {
    return outOfOrder;
  }

  /**
   * How many messages were acknowledged.
   *
   * @return since the start
   */
  public synchronized int acknowledged() {
    return acknowledged;
  }

  /**
   * Publishes for all who have subscribed, there or away.
   *
   * @param topic where
   * @param payload what
   * @param keep whether whoever subscribes later gets it, marked as retained
   */
  public synchronized void publish(String topic, byte[] payload, boolean keep) {
    if (keep) {
      retained.put(topic, payload.clone());
    }
    for (Session session : sessions.values()) {
      if (session.topics.contains(topic)) {
        queue(session, topic, payload, false);
        push(session);
      }
    }
  }

  private static void queue(Session session, String topic, byte[] payload, boolean isRetained) {
    if (session.waiting.size() >= MOST_KEPT) {
      session.waiting.removeFirst();
    }
    session.lastPacket = session.lastPacket % MAX_PACKET_ID + 1;
    session.waiting.add(new Sent(session.lastPacket, topic, payload.clone(), isRetained));
  }

  private static void push(Session session) {
    while (session.out.isPresent()
        && !session.waiting.isEmpty()
        && session.unanswered.size() < session.window) {
      Sent next = session.waiting.removeFirst();
      session.unanswered.add(next);
      send(session, next, false);
    }
  }

  private static void send(Session session, Sent sent, boolean isAgain) {
    int flags = (isAgain ? 8 : 0) | 2 | (sent.isRetained() ? 1 : 0);
    Writer publish =
        new Writer(MqttWire.PUBLISH, flags)
            .text(sent.topic())
            .two(sent.packet())
            .octet(0)
            .raw(sent.payload());
    write(session, publish);
  }

  private static void write(Session session, Writer packet) {
    try {
      if (session.out.isPresent()) {
        session.out.get().write(packet.bytes());
        session.out.get().flush();
      }
    } catch (IOException e) {
      session.out = Optional.empty(); // Its reader ends as well.
    }
  }

  private void serve(Socket client) throws IOException {
    client.setTcpNoDelay(true);
    DataInputStream in = new DataInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    Packet first = MqttWire.read(in);
    if (first.type() != MqttWire.CONNECT) {
      return;
    }
    Optional<Session> accepted = connect(first.body(), out);
    if (accepted.isEmpty()) {
      return;
    }
    Session session = accepted.get();
    try {
      for (Packet packet = MqttWire.read(in);
          packet.type() != MqttWire.DISCONNECT;
          packet = MqttWire.read(in)) {
        take(session, packet);
      }
    } finally {
      left(session, out);
    }
  }

  private synchronized void left(Session session, OutputStream out) {
    if (session.out.filter(out::equals).isPresent()) {
      session.out = Optional.empty();
      if (!session.isKept) {
        sessions.values().remove(session);
      }
    }
  }

  private synchronized Optional<Session> connect(Body connect, OutputStream out)
      throws IOException {
    String name = connect.text();
    int version = connect.octet();
    if (!name.equals("MQTT") || version != SUPPORTED) {
      out.write(new Writer(MqttWire.CONNACK, 0).octet(0).octet(UNSUPPORTED_VERSION).bytes());
      return Optional.empty();
    }
    int flags = connect.octet();
    int _ = connect.two();
    Map<Integer, Long> properties = properties(connect);
    String clientId = connect.text();
    Optional<String> _ = (flags & 0x80) != 0 ? Optional.of(connect.text()) : Optional.empty();
    Optional<String> said = (flags & 0x40) != 0 ? Optional.of(connect.text()) : Optional.empty();
    if (password.isPresent() && !password.equals(said)) {
      out.write(new Writer(MqttWire.CONNACK, 0).octet(0).octet(NOT_AUTHORIZED).octet(0).bytes());
      return Optional.empty();
    }
    boolean isClean = (flags & 0x02) != 0;
    Optional<Session> before = Optional.ofNullable(sessions.get(clientId)).filter(_ -> !isClean);
    Session session = before.orElseGet(Session::new);
    sessions.put(clientId, session);
    session.isKept = properties.getOrDefault(MqttWire.SESSION_EXPIRY, 0L) > 0;
    session.window =
        Math.toIntExact(
            Math.min(WINDOW, properties.getOrDefault(MqttWire.RECEIVE_MAXIMUM, (long) WINDOW)));
    session.out = Optional.of(out);
    write(
        session,
        new Writer(MqttWire.CONNACK, 0).octet(before.isPresent() ? 1 : 0).octet(0).octet(0));
    session.unanswered.forEach(sent -> send(session, sent, true));
    push(session);
    return Optional.of(session);
  }

  private static Map<Integer, Long> properties(Body body) throws IOException {
    Map<Integer, Long> properties = new HashMap<>();
    int left = body.variable();
    while (left > 0) {
      int id = body.octet();
      switch (id) {
        case MqttWire.SESSION_EXPIRY, MqttWire.MAXIMUM_PACKET_SIZE -> {
          properties.put(id, body.four());
          left -= 5;
        }
        case MqttWire.RECEIVE_MAXIMUM, 0x22 -> {
          properties.put(id, (long) body.two());
          left -= 3;
        }
        case 0x17, 0x19 -> {
          properties.put(id, (long) body.octet());
          left -= 2;
        }
        default -> throw new IOException("a property of kind " + id + " in CONNECT");
      }
    }
    return properties;
  }

  private synchronized void take(Session session, Packet packet) throws IOException {
    switch (packet.type()) {
      case MqttWire.SUBSCRIBE -> subscribe(session, packet.body());
      case MqttWire.UNSUBSCRIBE -> unsubscribe(session, packet.body());
      case MqttWire.PUBACK -> answered(session, packet.body().two());
      case MqttWire.PINGREQ -> write(session, new Writer(MqttWire.PINGRESP, 0));
      default -> throw new IOException("a packet of type " + packet.type());
    }
  }

  private void subscribe(Session session, Body body) throws IOException {
    int packet = body.two();
    body.skip(body.variable());
    List<String> topics = new ArrayList<>();
    Writer answer = new Writer(MqttWire.SUBACK, 0).two(packet).octet(0);
    while (body.hasMore()) {
      String topic = body.text();
      int _ = body.octet();
      if (forbidden.contains(topic)) {
        answer.octet(NOT_AUTHORIZED);
      } else {
        topics.add(topic);
        answer.octet(GRANTED_QOS_1);
      }
    }
    session.topics.addAll(topics);
    write(session, answer);
    for (String topic : topics) {
      Optional.ofNullable(retained.get(topic))
          .ifPresent(payload -> queue(session, topic, payload, true));
    }
    push(session);
    subscribed.countDown();
  }

  private static void unsubscribe(Session session, Body body) throws IOException {
    int packet = body.two();
    body.skip(body.variable());
    Writer answer = new Writer(MqttWire.UNSUBACK, 0).two(packet).octet(0);
    while (body.hasMore()) {
      answer.octet(session.topics.remove(body.text()) ? 0 : 0x11);
    }
    write(session, answer);
  }

  private void answered(Session session, int packet) {
    acknowledged++;
    if (session.unanswered.isEmpty() || session.unanswered.getFirst().packet() != packet) {
      outOfOrder++;
    }
    boolean _ = session.unanswered.removeIf(sent -> sent.packet() == packet);
    push(session);
    notifyAll();
  }

  /**
   * Waits until so many messages were acknowledged.
   *
   * @param count since the start
   * @throws InterruptedException when asked to stop
   */
  public synchronized void awaitAcknowledged(int count) throws InterruptedException {
    while (acknowledged < count) {
      wait();
    }
  }

  /** Drops all connections, as a network fault would. */
  public void cut() {
    server.cut();
  }

  /**
   * Switches the broker off; its sessions survive.
   *
   * @throws IOException when the port cannot be closed
   */
  public void stop() throws IOException {
    server.stop();
  }

  /**
   * Switches it on again at the same port.
   *
   * @throws IOException when the port has been taken meanwhile
   */
  public void start() throws IOException {
    server.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
