package io.coldshelf.driver.llrp;

import io.coldshelf.testing.Vectors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The LLRP toolkit's interoperability vectors and recordings of real readers, as messages. */
final class PublishedMessages {

  private PublishedMessages() {}

  /** A stream of messages of the toolkit, one by one. */
  static List<byte[]> toolkit(String file) throws IOException, MalformedMessageException {
    FrameReader frames =
        new FrameReader(
            new ByteArrayInputStream(Files.readAllBytes(Vectors.oracle("llrp/ltk-tests/" + file))));
    List<byte[]> messages = new ArrayList<>();
    Optional<byte[]> next = frames.next();
    while (next.isPresent()) {
      messages.add(next.get());
      next = frames.next();
    }
    return messages;
  }

  /** A recorded body with the header that the recording lacks. */
  static byte[] recorded(MessageType type, String file) throws IOException {
    byte[] body = Files.readAllBytes(Vectors.oracle("llrp/captures/" + file + ".bytes"));
    return ByteBuffer.allocate(Message.HEADER_BYTES + body.length)
        .putShort((short) ((Message.VERSION_1_0_1 << 10) | type.code()))
        .putInt(Message.HEADER_BYTES + body.length)
        .putInt(7)
        .put(body)
        .array();
  }

  /** Everything there is. */
  static List<byte[]> all() throws IOException, MalformedMessageException {
    List<byte[]> messages = new ArrayList<>();
    messages.addAll(toolkit("dx101_b.bin"));
    messages.addAll(toolkit("dx101_e.bin"));
    messages.add(
        recorded(
            MessageType.GET_READER_CAPABILITIES_RESPONSE, "GetReaderCapabilitiesResponse-000"));
    messages.add(recorded(MessageType.RO_ACCESS_REPORT, "ROAccessReport-001"));
    messages.add(recorded(MessageType.RO_ACCESS_REPORT, "ROAccessReport-003"));
    messages.add(recorded(MessageType.RO_ACCESS_REPORT, "ROAccessReport-006"));
    messages.add(recorded(MessageType.READER_EVENT_NOTIFICATION, "ReaderEventNotification-000"));
    return messages;
  }
}
