package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A raw client of a reader: sends bytes, takes whole messages, keeps them for a dissector. */
final class LlrpClient implements AutoCloseable {

  private static final HexFormat HEX = HexFormat.of();

  private final Socket socket;
  private final List<byte[]> received = new ArrayList<>();

  LlrpClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
  }

  List<byte[]> received() {
    return List.copyOf(received);
  }

  /** Sends a message of version 1. */
  void send(int type, int id, String body) throws IOException {
    sendRaw(
        HEX.toHexDigits((short) (0x400 | type))
            + HEX.toHexDigits(10 + body.length() / 2)
            + HEX.toHexDigits(id)
            + body);
  }

  void sendRaw(String hex) throws IOException {
    socket.getOutputStream().write(HEX.parseHex(hex));
  }

  /** The next message in hexadecimal digits. */
  String next() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] header = new byte[10];
    in.readFully(header);
    byte[] body = new byte[ByteBuffer.wrap(header).getInt(2) - 10];
    in.readFully(body);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(header);
    all.writeBytes(body);
    received.add(all.toByteArray());
    return HEX.formatHex(all.toByteArray());
  }

  /** The next message's body; fails where it is of another type. */
  String next(int type) throws IOException {
    String message = next();
    assertEquals(type, HexFormat.fromHexDigits(message, 0, 4) & 0x3FF, message);
    return message.substring(20);
  }

  /** Sends a request and gives the status code in the answer; passes over events before it. */
  int status(int type, String body) throws IOException {
    send(type, 77, body);
    String message = next();
    while (message.startsWith("043f")) {
      message = next();
    }
    assertEquals(77, HexFormat.fromHexDigits(message, 12, 20), message);
    // 287 = 0x11f, its length, its code
    assertEquals("011f", message.substring(20, 24), message);
    return HexFormat.fromHexDigits(message, 28, 32);
  }

  boolean isHungUp() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
