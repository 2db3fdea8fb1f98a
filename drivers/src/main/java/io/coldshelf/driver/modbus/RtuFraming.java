package io.coldshelf.driver.modbus;

import com.digitalpetri.modbus.Crc16;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.line.Dialogue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * Frames on a serial line (MODBUS over Serial Line V1.02, 2.5.1).
 *
 * <pre>
 *   | unit 1 | function 1 | data 0..252 | CRC low 1 | CRC high 1 |
 * </pre>
 */
final class RtuFraming implements Framing {

  static final int CRC_BYTES = 2;

  /** The longest frame. */
  static final int FRAME_BYTES = 256;

  @Override
  public Exchange exchange(Question request) {
    byte[] bytes = frame(request.unit(), request.pdu());
    return new Exchange(bytes, new RtuEar(request, bytes));
  }

  static byte[] frame(int unit, byte[] pdu) {
    ByteBuffer frame =
        ByteBuffer.allocate(1 + pdu.length + CRC_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    frame.put((byte) unit).put(pdu);
    frame.putShort((short) crc(frame.array(), 0, frame.position()));
    return frame.array();
  }

  static int crc(byte[] bytes, int start, int length) {
    Crc16 crc = new Crc16();
    // One by one: given a buffer that does not begin at 0, the library reads beside it.
    for (int i = start; i < start + length; i++) {
      crc.update(bytes[i]);
    }
    return crc.getValue();
  }

  @Override
  public void recover(Dialogue dialogue, Outcome.Fault fault, int inARow) {
    dialogue.doubt();
  }

  @Override
  public void settle(Dialogue dialogue) {
    dialogue.doubt();
  }

  @Override
  public Duration quiet(Duration guard) {
    return guard;
  }
}
