package io.coldshelf.simulator.device;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes one TCP stream as a capture file, each message a segment, for a dissector to read. */
final class PcapFile {

  private static final int RAW_IP = 101;

  private PcapFile() {}

  static void write(Path file, int serverPort, List<byte[]> fromServer) throws IOException {
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
    int sequence = 1;
    for (byte[] payload : fromServer) {
      int length = 40 + payload.length;
      out.writeBytes(little(16).putInt(sequence).putInt(0).putInt(length).putInt(length).array());
      out.writeBytes(packet(serverPort, sequence, length));
      out.writeBytes(payload);
      sequence += payload.length;
    }
    Files.write(file, out.toByteArray());
  }

  private static byte[] packet(int port, int sequence, int length) {
    return ByteBuffer.allocate(40)
        .putInt(0x45000000 | length) // IPv4, 20 bytes
        .putInt(0)
        .putInt(0x40060000) // TTL 64, TCP
        .putInt(0x7F000001)
        .putInt(0x7F000001)
        .putShort((short) port)
        .putShort((short) 40_000)
        .putInt(sequence)
        .putInt(1)
        .putInt(0x5018FFFF) // 20 bytes, PSH and ACK
        .putInt(0)
        .array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
