package io.coldshelf.driver.modbus;

import static io.coldshelf.driver.modbus.RtuFraming.CRC_BYTES;
import static io.coldshelf.driver.modbus.RtuFraming.FRAME_BYTES;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Finds the reply among all that is heard on a serial line: behind the echo of the request that
 * some RS-485 adapters give, behind a glitch at the change of direction, behind the late reply of
 * another unit. Only a frame that bears the unit, the function, the length that was asked for and a
 * true checksum is the reply; an exception response likewise.
 */
final class RtuEar implements ReplyEar {

  /** The longest frame, and as much again for echo and noise before it. */
  static final int HEARD_BYTES = 2 * FRAME_BYTES;

  private static final int REFUSAL_PDU_BYTES = 2;
  private static final int SHORTEST_FRAME_BYTES = 1 + REFUSAL_PDU_BYTES + CRC_BYTES;
  private static final int QUOTED_BYTES = 16;
  private static final String CHECK_WIRING =
      "Check that speed and parity match, the wires A and B, and the termination at both ends.";

  private final Question request;
  private final byte[] echo;
  private final byte[] heard = new byte[HEARD_BYTES];
  private int length;

  RtuEar(Question request, byte[] echo) {
    this.request = request;
    this.echo = echo;
  }

  @Override
  public Optional<Reply> hear(byte[] bytes, int count) {
    int taken = Math.min(count, HEARD_BYTES - length);
    System.arraycopy(bytes, 0, heard, length, taken);
    length += taken;
    Optional<Reply> reply = find();
    if (reply.isEmpty() && length == HEARD_BYTES) {
      return Optional.of(
          Reply.Failed.garbled(
              "more than %d bytes came and no reply among them".formatted(HEARD_BYTES),
              CHECK_WIRING));
    }
    return reply;
  }

  private Optional<Reply> find() {
    for (int start = 0; start + SHORTEST_FRAME_BYTES <= length; start++) {
      if ((heard[start] & 0xFF) != request.unit()) {
        continue;
      }
      if (isEcho(start)) {
        start += echo.length - 1;
        continue;
      }
      int pdu = pduBytes(start);
      if (pdu > 0 && isFrame(start, pdu)) {
        return Optional.of(Reply.read(request, heard, start + 1, pdu));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the request itself stands here. The echo of a read of some 20 bits is as long as its
   * reply and has a true checksum. The echo of a write is what the device has to answer: whoever
   * writes must read back.
   */
  private boolean isEcho(int start) {
    return switch (request) {
      case Request _ ->
          start + echo.length <= length
              && Arrays.equals(heard, start, start + echo.length, echo, 0, echo.length);
      case Write _ -> false;
    };
  }

  /** The PDU's length if a reply to the request begins here, else 0. */
  private int pduBytes(int start) {
    int function = heard[start + 1] & 0xFF;
    if (function == (request.function() | 0x80)) {
      return REFUSAL_PDU_BYTES;
    }
    boolean reply = function == request.function() && request.mayBegin(heard, start + 1);
    return reply ? request.answerBytes() : 0;
  }

  private boolean isFrame(int start, int pdu) {
    int end = start + 1 + pdu;
    if (end + CRC_BYTES > length) {
      return false;
    }
    int sent = (heard[end] & 0xFF) | ((heard[end + 1] & 0xFF) << 8);
    return sent == RtuFraming.crc(heard, start, 1 + pdu);
  }

  @Override
  public Reply.Failed verdict() {
    int start = echoed() ? echo.length : 0;
    if (start == length) {
      return Reply.Failed.silent(
          "unit %d gives no answer%s"
              .formatted(request.unit(), start == 0 ? "" : ", only the request's own echo came"),
          "Check its power, the wires A and B, its unit address, speed and parity.");
    }
    return otherFrame(start).orElseGet(() -> noise(start));
  }

  private boolean echoed() {
    return length >= echo.length && Arrays.equals(heard, 0, echo.length, echo, 0, echo.length);
  }

  /** A frame that is well formed and still not the reply: says the most about what is wrong. */
  private Optional<Reply.Failed> otherFrame(int from) {
    for (int start = from; start + SHORTEST_FRAME_BYTES <= length; start++) {
      int function = heard[start + 1] & 0xFF;
      int pdu = function >= 0x80 ? REFUSAL_PDU_BYTES : 2 + (heard[start + 2] & 0xFF);
      if (isFrame(start, pdu)) {
        return Optional.of(notTheReply(start, pdu));
      }
    }
    return Optional.empty();
  }

  private Reply.Failed notTheReply(int start, int pdu) {
    int unit = heard[start] & 0xFF;
    if (unit != request.unit()) {
      return Reply.Failed.garbled(
          "unit %d was asked and unit %d answered".formatted(request.unit(), unit),
          "Check the unit addresses, and give slow devices on this wire a longer timeout.");
    }
    return switch (Reply.read(request, heard, start + 1, pdu)) {
      case Reply.Failed failed -> failed;
      case Reply.Values _, Reply.Written _, Reply.Refused _ -> noise(start);
    };
  }

  private Reply.Failed noise(int start) {
    int shown = Math.min(length - start, QUOTED_BYTES);
    return Reply.Failed.garbled(
        "unit %d was asked and %d bytes came that are no whole frame with a true checksum: %s%s"
            .formatted(
                request.unit(),
                length - start,
                HexFormat.ofDelimiter(" ").formatHex(heard, start, start + shown),
                shown < length - start ? " ..." : ""),
        CHECK_WIRING);
  }
}
