package io.coldshelf.driver.llrp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes a conversation over TCP as a capture file (libpcap 2.4, raw IPv4, RFC 791 and RFC 793),
 * for an independent program to look at. Every message is one segment.
 */
final class Pcap {

  private static final int RAW_IPV4 = 228;
  private static final int IP_HEADER_BYTES = 20;
  private static final int TCP_HEADER_BYTES = 20;
  private static final int MAX_SEGMENT_BYTES = 60_000;
  private static final int CLIENT_PORT = 40_000;
  private static final int PUSH_AND_ACK = 0x18;

  private Pcap() {}

  static void write(Path file, List<ScriptedReader.Passed> conversation) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ByteBuffer.allocate(24)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0xA1B2C3D4)
            .putShort((short) 2)
            .putShort((short) 4)
            .putInt(0)
            .putInt(0)
            .putInt(0xFFFF)
            .putInt(RAW_IPV4)
            .array());
    int[] sent = {1, 1};
    int number = 0;
    for (ScriptedReader.Passed message : conversation) {
      byte[] payload = HexFormat.of().parseHex(message.hex());
      if (payload.length > MAX_SEGMENT_BYTES) {
        throw new IllegalArgumentException(payload.length + " bytes");
      }
      int from = message.fromReader() ? 1 : 0;
      byte[] packet = packet(payload, from, sent[from], sent[1 - from]);
      sent[from] += payload.length;
      out.writeBytes(
          ByteBuffer.allocate(16)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(1_767_225_600)
              .putInt(++number)
              .putInt(packet.length)
              .putInt(packet.length)
              .array());
      out.writeBytes(packet);
    }
    Files.write(file, out.toByteArray());
  }

  private static byte[] packet(byte[] payload, int from, int sequence, int acknowledged) {
    int length = IP_HEADER_BYTES + TCP_HEADER_BYTES + payload.length;
    ByteBuffer out = ByteBuffer.allocate(length);
    // Checksums stay 0: nobody verifies them unless asked.
    out.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
    out.put((byte) 64).put((byte) 6).putShort((short) 0);
    out.putInt(0x0A000001 + from).putInt(0x0A000002 - from);
    out.putShort((short) (from == 0 ? CLIENT_PORT : LlrpDriver.PORT));
    out.putShort((short) (from == 0 ? LlrpDriver.PORT : CLIENT_PORT));
    out.putInt(sequence).putInt(acknowledged);
    out.put((byte) 0x50).put((byte) PUSH_AND_ACK).putShort((short) 0x7FFF).putInt(0);
    return out.put(payload).array();
  }
}
