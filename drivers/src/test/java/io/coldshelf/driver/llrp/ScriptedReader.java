package io.coldshelf.driver.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A reader on a local port that follows a script, one for each connection, and keeps what passes.
 */
final class ScriptedReader implements AutoCloseable {

  /** 2026-01-01T00:00:00Z by the reader's clock, and no more: ConnectionAttemptEvent, success. */
  static final String GREETING =
      "043f 00000020 00000000 00f6 0016 0080 000c 0006474846204000 0100 0006 0000";

  private static final int PATIENCE_MILLIS = 10_000;

  /** What the reader does on one connection. */
  interface Script {
    void play(ScriptedReader reader) throws Exception;
  }

  /**
   * One message on the wire.
   *
   * @param fromReader its direction
   * @param hex all of it
   */
  record Passed(boolean fromReader, String hex) {}

  private final ServerSocket server;
  private final FutureTask<Integer> play;
  private final List<Passed> passed = new CopyOnWriteArrayList<>();

  /** For the life of one connection. */
  private Socket socket = new Socket();

  ScriptedReader(Script... scripts) throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    play =
        new FutureTask<>(() -> {
          for (Script script : scripts) {
            try (Socket accepted = server.accept()) {
              socket = accepted;
              socket.setSoTimeout(PATIENCE_MILLIS);
              script.play(this);
            }
          }
          return scripts.length;
        });
    Thread.ofVirtual().start(play);
  }

  int port() {
    return server.getLocalPort();
  }

  /** What has passed so far, in order. */
  List<Passed> passed() {
    return passed;
  }

  /** Sends bytes; blanks between the digits do not matter. */
  void send(String hex) throws IOException {
    String digits = hex.replace(" ", "");
    passed.add(new Passed(true, digits));
    socket.getOutputStream().write(HexFormat.of().parseHex(digits));
  }

  void send(Message message) throws IOException {
    send(HexFormat.of().formatHex(message.encode()));
  }

  /** Waits for the client's next message. */
  Message expect(MessageType type) throws Exception {
    byte[] bytes = new FrameReader(socket.getInputStream()).next().orElseThrow();
    passed.add(new Passed(false, HexFormat.of().formatHex(bytes)));
    Message message = Decoder.decode(bytes);
    assertEquals(type.name(), message.name());
    return message;
  }

  /** Nothing comes from the client for a while. */
  void expectNothing() throws IOException {
    socket.setSoTimeout(100);
    assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** The client has closed the connection. */
  void expectEnd() throws IOException {
    assertEquals(-1, socket.getInputStream().read());
  }

  /** Grants a request. */
  void grant(MessageType request, MessageType answer, Parameter... more) throws Exception {
    Message asked = expect(request);
    Parameter[] parameters = new Parameter[more.length + 1];
    parameters[0] = status(0, "");
    System.arraycopy(more, 0, parameters, 1, more.length);
    send(Message.of(answer, asked.id(), Fields.NONE, parameters));
  }

  static Parameter status(int code, String description) {
    return Parameter.of(ParameterType.LLRP_STATUS, Fields.of().u16(code).text(description));
  }

  /** Tells that it can hold reports back, and no more than that. */
  static Parameter holds() {
    return Parameter.of(
        ParameterType.LLRP_CAPABILITIES,
        Fields.of().u8(0x08).u8(1).u16(0).u32(1).u32(1).u32(1).u32(0).u32(0));
  }

  /** Plays the set-up of a reader with some ROSpecs up to the point where these are known. */
  void setUpWith(Parameter... roSpecs) throws Exception {
    send(GREETING);
    grant(
        MessageType.GET_READER_CAPABILITIES, MessageType.GET_READER_CAPABILITIES_RESPONSE, holds());
    grant(MessageType.SET_READER_CONFIG, MessageType.SET_READER_CONFIG_RESPONSE);
    grant(MessageType.GET_ROSPECS, MessageType.GET_ROSPECS_RESPONSE, roSpecs);
  }

  /** Plays the whole set-up of a reader that knows nothing yet. */
  void setUp() throws Exception {
    setUpWith();
    grant(MessageType.ADD_ROSPEC, MessageType.ADD_ROSPEC_RESPONSE);
    grant(MessageType.ENABLE_ROSPEC, MessageType.ENABLE_ROSPEC_RESPONSE);
    expect(MessageType.ENABLE_EVENTS_AND_REPORTS);
  }

  /** Waits for the scripts' end, and fails where one of them failed. */
  void played() throws Exception {
    try {
      play.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("the script failed", e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    socket.close();
  }
}
