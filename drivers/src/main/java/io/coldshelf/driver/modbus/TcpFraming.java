package io.coldshelf.driver.modbus;

import com.digitalpetri.modbus.MbapHeader;
import io.coldshelf.driver.line.Dialogue;
import java.nio.ByteBuffer;

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
  public Exchange exchange(Request request) {
    transaction = (transaction + 1) & 0xFFFF;
    byte[] pdu = request.pdu();
    ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + pdu.length);
    MbapHeader.Serializer.encode(
        new MbapHeader(transaction, 0, 1 + pdu.length, request.unit()), frame);
    frame.put(pdu);
    return new Exchange(frame.array(), new TcpEar(request, transaction));
  }

  /** A stream that has lost its place can't find it again; and a silent peer may have restarted. */
  @Override
  public void recover(Dialogue dialogue) {
    dialogue.hangUp();
  }
}
