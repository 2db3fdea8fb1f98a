package io.coldshelf.driver.llrp;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/**
 * Who a reader says it is, to somebody who wants no more than to know. The reader is left as it is;
 * one that serves another program says so and is not disturbed.
 *
 * @param isTaken whether it serves another program
 * @param words a few, for a person
 */
public record Greeting(boolean isTaken, String words) {

  /** What comes before the answer, notifications of its own for one. */
  private static final int MOST_MESSAGES = 20;

  /**
   * Asks a reader.
   *
   * @param socket connected to its LLRP port, with a time-out set; stays open
   * @return what it says
   * @throws IOException when it is no reader, or says nothing in time
   */
  public static Greeting of(Socket socket) throws IOException {
    FrameReader frames = new FrameReader(socket.getInputStream());
    try {
      int status = attempt(frames);
      if (status != 0) {
        return new Greeting(true, "connection status " + status);
      }
      send(socket, Request.capabilities().message(1));
      Optional<String> device = device(frames);
      send(socket, Message.of(MessageType.CLOSE_CONNECTION, 2, Fields.NONE));
      return new Greeting(false, device.orElse("RFID reader, LLRP"));
    } catch (MalformedMessageException e) {
      throw new IOException("no LLRP: " + e.getMessage(), e);
    }
  }

  private static void send(Socket socket, Message message) throws IOException {
    socket.getOutputStream().write(message.encode());
  }

  private static Message next(FrameReader frames) throws IOException, MalformedMessageException {
    return Decoder.decode(
        frames.next().orElseThrow(() -> new IOException("the connection was ended")));
  }

  /** LLRP 1.1, 20.1: before anything else a reader says whether it takes the connection. */
  private static int attempt(FrameReader frames) throws IOException, MalformedMessageException {
    return next(frames)
        .parameters()
        .first(ParameterType.READER_EVENT_NOTIFICATION_DATA)
        .flatMap(n -> n.parameters().first(ParameterType.CONNECTION_ATTEMPT_EVENT))
        .orElseThrow(() -> new IOException("no reader: it does not begin with its event"))
        .fields()
        .u16(0);
  }

  private static Optional<String> device(FrameReader frames)
      throws IOException, MalformedMessageException {
    for (int i = 0; i < MOST_MESSAGES; i++) {
      Message message = next(frames);
      if (message.is(MessageType.GET_READER_CAPABILITIES_RESPONSE)) {
        return message
            .parameters()
            .first(ParameterType.GENERAL_DEVICE_CAPABILITIES)
            .map(Parameter::fields)
            .map(device ->
                "RFID reader: maker %d, model %d, firmware %s"
                    .formatted(device.u32(4), device.u32(8), device.text(12)));
      }
    }
    return Optional.empty();
  }
}
