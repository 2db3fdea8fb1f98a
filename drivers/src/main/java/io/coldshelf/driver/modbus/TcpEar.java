package io.coldshelf.driver.modbus;

import static io.coldshelf.driver.modbus.TcpFraming.HEADER_BYTES;

import com.digitalpetri.modbus.MbapHeader;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Cuts a stream into frames and takes the one that bears the request's transaction number. */
final class TcpEar implements ReplyEar {

  /** The bytes that the header's length field does not count. */
  private static final int UNCOUNTED_BYTES = 6;

  private static final int SHORTEST_LENGTH = 3;
  private static final int LONGEST_LENGTH = 254;

  private final Question request;
  private final int transaction;
  private final ByteBuffer heard = ByteBuffer.allocate(2 * (UNCOUNTED_BYTES + LONGEST_LENGTH));
  private boolean late;

  TcpEar(Question request, int transaction) {
    this.request = request;
    this.transaction = transaction;
  }

  @Override
  public Optional<Reply> hear(byte[] bytes, int count) {
    int taken = 0;
    Optional<Reply> reply = Optional.empty();
    while (taken < count && reply.isEmpty()) {
      int part = Math.min(count - taken, heard.remaining());
      heard.put(bytes, taken, part);
      taken += part;
      reply = frames();
    }
    return reply;
  }

  /** Leaves room for more: whatever is not a reply is taken out, at the most one frame stays. */
  private Optional<Reply> frames() {
    heard.flip();
    Optional<Reply> reply = Optional.empty();
    while (reply.isEmpty() && heard.remaining() >= HEADER_BYTES) {
      MbapHeader header = MbapHeader.Serializer.decode(heard.duplicate());
      if (header.protocolId() != 0
          || header.length() < SHORTEST_LENGTH
          || header.length() > LONGEST_LENGTH) {
        reply = Optional.of(notModbus());
      } else if (heard.remaining() < UNCOUNTED_BYTES + header.length()) {
        break;
      } else {
        reply = reply(header);
        heard.position(heard.position() + UNCOUNTED_BYTES + header.length());
      }
    }
    heard.compact();
    return reply;
  }

  private Optional<Reply> reply(MbapHeader header) {
    if (header.transactionId() != transaction) {
      late = true;
      return Optional.empty();
    }
    if (header.unitId() != request.unit()) {
      return Optional.of(
          Reply.Failed.garbled(
              "unit %d was asked and unit %d answered".formatted(request.unit(), header.unitId()),
              "Check the unit in the connection, and the gateway's own settings."));
    }
    int pdu = heard.position() + HEADER_BYTES;
    return Optional.of(Reply.read(request, heard.array(), pdu, header.length() - 1));
  }

  private static Reply.Failed notModbus() {
    return Reply.Failed.garbled(
        "what answers does not speak Modbus TCP",
        "Check host and port; for a plain serial converter write modbus-rtu:// in place of"
            + " modbus-tcp://.");
  }

  @Override
  public Reply.Failed verdict() {
    if (late || heard.position() > 0) {
      return Reply.Failed.garbled(
          late
              ? "only replies to earlier requests came from unit " + request.unit()
              : "the reply of unit %d broke off after %d bytes"
                  .formatted(request.unit(), heard.position()),
          "Give it a longer timeout, and check that not too many others ask it.");
    }
    return Reply.Failed.silent(
        "unit " + request.unit() + " gives no answer",
        "Check its power, the unit in the connection, and behind a gateway the serial wires.");
  }
}
