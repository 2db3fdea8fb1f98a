package io.coldshelf.driver.modbus;

import com.digitalpetri.modbus.MbapHeader;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.line.Dialogue;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Frames on a TCP connection (MODBUS Messaging on TCP/IP V1.0b, 3.1.3), high byte first.
 *
 * <pre>
 *   | transaction 2 | protocol 2, zero | length of the rest 2 | unit 1 | function 1 | data 0..252 |
 * </pre>
 */
final class TcpFraming implements Framing {

  static final int HEADER_BYTES = 7;

  private int transaction;

  @Override
  public Exchange exchange(Question request) {
    transaction = (transaction + 1) & 0xFFFF;
    byte[] pdu = request.pdu();
    ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + pdu.length);
    MbapHeader.Serializer.encode(
        new MbapHeader(transaction, 0, 1 + pdu.length, request.unit()), frame);
    frame.put(pdu);
    return new Exchange(frame.array(), new TcpEar(request, transaction));
  }

  /**
   * A stream that has lost its place can't find it again. Silence may be that of one unit behind a
   * gateway, and the others need their connection; when the next one is silent too the gateway may
   * have restarted. A late reply bears its old number and is not taken for another.
   */
  @Override
  public void recover(Dialogue dialogue, Outcome.Fault fault, int inARow) {
    if (fault.kind() != Outcome.Fault.Kind.SILENT || inARow > 1) {
      dialogue.hangUp();
    }
  }

  @Override
  public void settle(Dialogue dialogue) {
    // A reply bears the number of its request: nothing is left to come.
  }

  /** Whatever has a serial line behind it keeps the times of that line itself. */
  @Override
  public Duration quiet(Duration guard) {
    return Duration.ZERO;
  }
}
