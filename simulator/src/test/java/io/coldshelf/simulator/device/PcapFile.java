package io.coldshelf.simulator.device;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Writes a TCP stream as a capture file, each message a segment, for a dissector to read. */
final class PcapFile {

  private static final int RAW_IP = 101;
  private static final int CLIENT_PORT = 40_000;

  private PcapFile() {}

  /** What one side has said at once. */
  record Segment(boolean fromServer, String hex) {

    static Segment of(boolean fromServer, byte[] payload) {
      return new Segment(fromServer, HexFormat.of().formatHex(payload));
    }
  }

  static void write(Path file, int serverPort, List<byte[]> fromServer) throws IOException {
    writeBoth(
        file, serverPort, fromServer.stream().map(payload -> Segment.of(true, payload)).toList());
  }

  static void writeBoth(Path file, int serverPort, List<Segment> segments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        little(24)
            .putInt(0xA1B2C3D4)
            .putShort((short) 2)
            .putShort((short) 4)
            .putInt(0)
            .putInt(0)
            .putInt(0xFFFF)
            .putInt(RAW_IP)
            .array());
    int second = 1;
    int serverSequence = 1;
    int clientSequence = 1;
    for (Segment segment : segments) {
      byte[] payload = HexFormat.of().parseHex(segment.hex());
      int length = 40 + payload.length;
      out.writeBytes(little(16).putInt(second++).putInt(0).putInt(length).putInt(length).array());
      if (segment.fromServer()) {
        out.writeBytes(packet(serverPort, CLIENT_PORT, serverSequence, clientSequence, length));
        serverSequence += payload.length;
      } else {
        out.writeBytes(packet(CLIENT_PORT, serverPort, clientSequence, serverSequence, length));
        clientSequence += payload.length;
      }
      out.writeBytes(payload);
    }
    Files.write(file, out.toByteArray());
  }

  private static byte[] packet(int from, int to, int sequence, int acknowledged, int length) {
    return ByteBuffer.allocate(40)
        .putInt(0x45000000 | length) // IPv4, 20 bytes
        .putInt(0)
        .putInt(0x40060000) // TTL 64, TCP
        .putInt(0x7F000001)
        .putInt(0x7F000001)
        .putShort((short) from)
        .putShort((short) to)
        .putInt(sequence)
        .putInt(acknowledged)
        .putInt(0x5018FFFF) // 20 bytes, PSH and ACK
        .putInt(0)
        .array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
