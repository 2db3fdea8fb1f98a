package io.coldshelf.simulator.rehearsal;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says yes to everything: accepts each MQTT 5 connection, subscription and publication, and sends
 * nothing on. Enough for an agent to start as it does with a real broker.
 */
final class WillingBroker implements AutoCloseable {

  /** The longest packet that is taken. */
  private static final int MAX_PACKET_BYTES = 1 << 20;

  // MQTT 5, 2.1.2: the packet's type in the upper half of its first byte.
  private static final int CONNECT = 1;
  private static final int PUBLISH = 3;
  private static final int SUBSCRIBE = 8;
  private static final int PING = 12;

  private static final byte[] CONNECTED = {0x20, 3, 0, 0, 0};
  private static final byte[] PONG = {(byte) 0xD0, 0};

  private final ServerSocket server;
  private final AtomicInteger published = new AtomicInteger();

  /** Takes connections from the socket, whatever kind it is; closes it in the end. */
  WillingBroker(ServerSocket server) {
    this.server = server;
    Thread.ofVirtual().name("broker").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Publications that were acknowledged. */
  int published() {
    return published.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: it is over.
    }
  }

  private void serve(Socket client) {
    try (client;
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream()) {
      while (true) {
        int first = in.readUnsignedByte();
        int length = variableByteInteger(in);
        if (length > MAX_PACKET_BYTES) {
          return;
        }
        byte[] rest = in.readNBytes(length);
        if (rest.length < length) {
          return;
        }
        answer(first, ByteBuffer.wrap(rest), out);
      }
    } catch (EOFException e) {
      // It has hung up.
    } catch (IOException | RuntimeException e) {
      System.err.println("broker: " + e);
    }
  }

  /** MQTT 5, 1.5.5. */
  private static int variableByteInteger(DataInputStream in) throws IOException {
    int value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int digit = in.readUnsignedByte();
      value |= (digit & 0x7F) << shift;
      if (digit < 0x80) {
        return value;
      }
    }
    throw new IOException("a length of more than four bytes");
  }

  private void answer(int first, ByteBuffer packet, OutputStream out) throws IOException {
    switch (first >> 4) {
      case CONNECT -> out.write(CONNECTED);
      case PUBLISH -> {
        // Counted first: whoever has the answer finds it counted.
        published.incrementAndGet();
        packet.position(Short.BYTES + (packet.getShort(0) & 0xFFFF));
        if ((first & 0b0110) != 0) {
          out.write(new byte[] {0x40, 2, packet.get(), packet.get()});
        }
      }
      case SUBSCRIBE -> out.write(new byte[] {(byte) 0x90, 4, packet.get(), packet.get(), 0, 1});
      case PING -> out.write(PONG);
      default -> {
        // A farewell, or an answer of its own.
      }
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
