package io.coldshelf.driver.llrp;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Outcome.Fault.Kind;
import io.coldshelf.model.Observation;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One conversation with one reader over one connection (LLRP 1.1, 5.1.1 and 20.1):
 *
 * <pre>
 *   us                               reader
 *                                    READER_EVENT_NOTIFICATION, ConnectionAttemptEvent
 *   GET_SUPPORTED_VERSION, SET_PROTOCOL_VERSION, where 1.1 is wanted
 *   GET_READER_CAPABILITIES          ..._RESPONSE, or silence
 *   GET_READER_CONFIG                ..._RESPONSE, where a power is wanted
 *   SET_READER_CONFIG                ..._RESPONSE
 *   GET_ROSPECS                      ..._RESPONSE
 *   DELETE_ROSPEC, for any that is not ours as we want it
 *   ADD_ROSPEC, ENABLE_ROSPEC        ..._RESPONSE each; skipped where ours is there
 *   ENABLE_EVENTS_AND_REPORTS        RO_ACCESS_REPORT, READER_EVENT_NOTIFICATION, ...
 *   KEEPALIVE_ACK                    KEEPALIVE
 *   CLOSE_CONNECTION                 ..._RESPONSE
 * </pre>
 *
 * <p>Our ROSpec stays on the reader when the session ends: what tags it sees meanwhile waits in its
 * buffer for the next session.
 */
final class Session {

  private static final System.Logger LOG = System.getLogger(Session.class.getName());

  /** Whether a reader can hold reports back: a bit of LLRPCapabilities (LLRP 1.0.1, 9.2.2). */
  private static final int CAN_HOLD = 0x08;

  private final DeviceSetup setup;
  private final Wish wish;
  private final Timing timing;
  private final Channel channel;
  private final ReaderClock clock;
  private final Incoming incoming;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean greeted;
  private volatile boolean leaving;
  private long lastId;

  Session(DeviceSetup setup, Wish wish, Timing timing, Consumer<Observation> sink) {
    this.setup = setup;
    this.wish = wish;
    this.timing = timing;
    this.channel =
        new Channel(setup.connection().host(), LlrpDriver.port(setup.connection()), wish.trust());
    this.clock = new ReaderClock(setup.clock());
    this.incoming = new Incoming(setup.name(), channel.place(), clock, sink);
  }

  /**
   * Runs until the session ends.
   *
   * @return why it ended
   * @throws InterruptedException when it ended because it should
   */
  Fault run() throws InterruptedException {
    try (channel) {
      channel.connect(setup.timeout());
      awaitGreeting();
      setUp();
      incoming.online();
      return listen();
    } catch (SessionEndedException e) {
      stopIfAsked();
      return e.fault();
    } catch (IOException e) {
      stopIfAsked();
      return new Fault(
          Kind.UNREACHABLE,
          "the connection to the " + channel.place() + " broke: " + e.getMessage(),
          "Check its power and network; this is tried again by itself.");
    } finally {
      ended.countDown();
    }
  }

  /**
   * Ends the session from another thread: politely, if that is quick. May be called twice, and
   * after the end.
   */
  void leave() {
    leaving = true;
    if (ended.getCount() == 0) {
      return;
    }
    try (channel) {
      if (greeted) {
        channel.send(Message.of(MessageType.CLOSE_CONNECTION, 0, Fields.NONE));
        boolean inTime = ended.await(timing.farewell().toMillis(), TimeUnit.MILLISECONDS);
        LOG.log(INFO, "left the {0}{1}", channel.place(), inTime ? "" : " without its answer");
      }
    } catch (IOException e) {
      LOG.log(INFO, "left the {0}: {1}", channel.place(), e.getMessage());
    } catch (InterruptedException e) {
      // The one who closes is in a hurry too.
      Thread.currentThread().interrupt();
    }
  }

  private void stopIfAsked() throws InterruptedException {
    if (Thread.interrupted() || leaving) {
      throw new InterruptedException("the session with the " + channel.place() + " was to end");
    }
  }

  /** Sends nothing before the reader has said that it takes us (LLRP 1.1, 20.1). */
  private void awaitGreeting() throws IOException, SessionEndedException {
    Deadline deadline = new Deadline(setup.timeout());
    while (!greeted) {
      Optional<Message> message;
      if (deadline.passed()) {
        throw silent("sends much and takes no connection");
      }
      try {
        message = receive(deadline.left());
      } catch (SocketTimeoutException e) {
        throw silent("accepts the connection and then says nothing");
      }
      Optional<Parameter> notification =
          message.flatMap(m -> m.parameters().first(ParameterType.READER_EVENT_NOTIFICATION_DATA));
      Optional<Parameter> attempt =
          notification.flatMap(n -> n.parameters().first(ParameterType.CONNECTION_ATTEMPT_EVENT));
      if (attempt.isPresent()) {
        accepted(attempt.get().fields().u16(0));
        notification.ifPresent(clock::set);
        greeted = true;
      }
    }
  }

  private void accepted(int status) throws SessionEndedException {
    switch (status) {
      case 0 -> {}
      case 1, 2 ->
          throw new SessionEndedException(
              Kind.REFUSED,
              channel.place() + " already serves another program",
              "A reader serves one at a time: stop the other one. After a power cut the reader may"
                  + " need a minute to notice that its last session is over.");
      default ->
          throw new SessionEndedException(
              Kind.REFUSED,
              channel.place() + " takes no connection, with status " + status,
              "Restart the reader, and look for its reason on its own web page.");
    }
  }

  /**
   * LLRP 1.1, 9.1: everything is of version 1.0.1 until both have agreed. A reader that speaks no
   * other complains, and all goes on as it is.
   */
  private void agreeOnVersion() throws IOException, SessionEndedException {
    if (wish.version() == Message.VERSION_1_0_1) {
      return;
    }
    boolean speaks =
        ask(Request.supportedVersion(), wish.version())
            .filter(answer -> answer.is(MessageType.GET_SUPPORTED_VERSION_RESPONSE))
            .filter(answer -> answer.fields().u8(1) >= wish.version())
            .isPresent();
    boolean agreed =
        speaks
            && ask(Request.version(wish.version()), wish.version())
                .filter(answer -> answer.is(MessageType.SET_PROTOCOL_VERSION_RESPONSE))
                .flatMap(Status::in)
                .filter(Status::success)
                .isPresent();
    if (agreed) {
      channel.speak(wish.version());
    } else {
      LOG.log(INFO, "{0} speaks LLRP 1.0.1 only; going on with that", channel.place());
    }
  }

  /** What is wanted, in this reader's own terms. */
  private Inventory fitted(Optional<Message> capabilities)
      throws IOException, SessionEndedException {
    Inventory wanted = wish.inventory();
    Radio radio = new Radio(channel.place(), capabilities);
    radio.checkAntennas(wanted.antennas());
    return wish.power().isEmpty()
        ? wanted
        : wanted.sending(radio.transmitter(wish.power().getAsDouble(), ask(Request.antennas())));
  }

  private void setUp() throws IOException, SessionEndedException {
    agreeOnVersion();
    Optional<Message> capabilities = capabilities();
    Inventory inventory = fitted(capabilities);
    demand(Request.configuration(timing.keepalive(), canHold(capabilities)));
    boolean runs = false;
    for (Parameter roSpec : demand(Request.roSpecs()).parameters().all(ParameterType.RO_SPEC)) {
      long id = roSpec.fields().u32(0);
      Optional<Inventory.State> state = inventory.stateOf(roSpec);
      if (state.isEmpty()) {
        LOG.log(INFO, "{0}: removing ROSpec {1}", channel.place(), Long.toString(id));
        demand(Request.delete(id));
        continue;
      }
      runs = true;
      switch (state.get()) {
        case DISABLED -> demand(Request.enable(id));
        case INACTIVE -> demand(Request.start(id));
        case ACTIVE -> {}
      }
    }
    if (!runs) {
      demand(Request.add(inventory.roSpec()));
      demand(Request.enable(Inventory.ROSPEC_ID));
    }
    channel.send(Message.of(MessageType.ENABLE_EVENTS_AND_REPORTS, ++lastId, Fields.NONE));
  }

  /** Some readers never answer this question; then nothing is taken for granted. */
  private Optional<Message> capabilities() throws IOException, SessionEndedException {
    Optional<Message> answer = ask(Request.capabilities());
    if (answer.isEmpty()) {
      LOG.log(WARNING, "{0} does not tell what it can; going on", channel.place());
    }
    answer
        .flatMap(a -> a.parameters().first(ParameterType.GENERAL_DEVICE_CAPABILITIES))
        .map(Parameter::fields)
        .ifPresent(device ->
            LOG.log(
                INFO,
                "{0}: maker {1}, model {2}, firmware {3}",
                channel.place(),
                Long.toString(device.u32(4)),
                Long.toString(device.u32(8)),
                device.text(12)));
    return answer;
  }

  private static boolean canHold(Optional<Message> capabilities) {
    return capabilities
        .flatMap(a -> a.parameters().first(ParameterType.LLRP_CAPABILITIES))
        .filter(told -> (told.fields().u8(0) & CAN_HOLD) != 0)
        .isPresent();
  }

  private Fault listen() throws IOException, SessionEndedException {
    while (true) {
      try {
        take(receive(timing.silence()));
      } catch (SocketTimeoutException e) {
        return silent("has given no sign of life for " + timing.silence().toMillis() + " ms")
            .fault();
      }
    }
  }

  /** Asks what must be answered and granted. */
  private Message demand(Request request) throws IOException, SessionEndedException {
    Message answer = ask(request).orElseThrow(() -> silent("does not answer " + request.type()));
    Optional<Status> status = Status.in(answer);
    if (answer.is(MessageType.ERROR_MESSAGE) || !status.map(Status::success).orElse(true)) {
      throw new SessionEndedException(
          Kind.REFUSED,
          channel.place()
              + " refuses "
              + request.type()
              + ": "
              + status.map(Status::toString).orElse("no reason given"),
          "Check the options of the connection (session=reader leaves radio settings to the"
              + " reader) and that the reader's firmware is up to date.");
    }
    return answer;
  }

  /**
   * Asks once. An answer is known by its type, since readers are known that answer with another id,
   * and since there is one question at a time. What else comes meanwhile is taken as ever.
   *
   * @return the answer or the complaint; nothing when none came in time
   */
  private Optional<Message> ask(Request request) throws IOException, SessionEndedException {
    return ask(request, channel.version());
  }

  private Optional<Message> ask(Request request, int version)
      throws IOException, SessionEndedException {
    Message question = request.message(++lastId);
    channel.sendAs(version, question);
    Deadline deadline = new Deadline(setup.timeout());
    while (!deadline.passed()) {
      Optional<Message> message;
      try {
        message = receive(deadline.left());
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      }
      if (message.filter(m -> answers(m, question.id(), request)).isPresent()) {
        return message;
      }
      take(message);
    }
    return Optional.empty();
  }

  private static boolean answers(Message message, long id, Request request) {
    // A reader that could not even read the id complains with 0.
    return message.is(request.answer())
        || (message.is(MessageType.ERROR_MESSAGE) && (message.id() == id || message.id() == 0));
  }

  /** The next message; nothing for one that cannot be read, which harms only itself. */
  private Optional<Message> receive(Duration patience) throws IOException, SessionEndedException {
    byte[] frame = channel.receive(patience);
    try {
      return Optional.of(Decoder.decode(frame));
    } catch (MalformedMessageException e) {
      incoming.unreadable(frame, e);
      return Optional.empty();
    }
  }

  private void take(Optional<Message> received) throws IOException, SessionEndedException {
    if (received.isEmpty()) {
      return;
    }
    Message message = received.get();
    if (message.is(MessageType.KEEPALIVE)) {
      channel.send(Message.of(MessageType.KEEPALIVE_ACK, message.id(), Fields.NONE));
    } else if (leaving && message.is(MessageType.CLOSE_CONNECTION_RESPONSE)) {
      throw new SessionEndedException(Kind.UNREACHABLE, "we have left", "");
    } else {
      incoming.take(message);
    }
  }

  private SessionEndedException silent(String how) {
    return new SessionEndedException(
        Kind.SILENT,
        channel.place() + " " + how,
        "Is it an RFID reader that speaks LLRP on this port? If it worked before, restart it.");
  }

  /** For one question, a flood of other messages notwithstanding. */
  private final class Deadline {

    private final long endMillis;

    Deadline(Duration whole) {
      endMillis = clock.now() + whole.toMillis();
    }

    Duration left() {
      return Duration.ofMillis(endMillis - clock.now());
    }

    boolean passed() {
      return clock.now() >= endMillis;
    }
  }
}
