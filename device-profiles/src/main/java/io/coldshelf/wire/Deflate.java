package io.coldshelf.wire;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The transform {@code deflate}: RFC 1951, without the zlib frame. */
public final class Deflate {

  /** No honest block is larger once inflated; more is taken for an attack on memory. */
  static final int MAX_INFLATED_BYTES = 16 << 20;

  private Deflate() {}

  /**
   * Deflates.
   *
   * @param plain the bytes
   * @return the same bytes, deflated
   */
  public static byte[] deflate(byte[] plain) {
    try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      deflater.setInput(plain);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2 + 16);
      byte[] chunk = new byte[4096];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
      return out.toByteArray();
    }
  }

  /**
   * Inflates.
   *
   * @param deflated what {@link #deflate} made
   * @return the plain bytes
   * @throws WireException when the bytes are damaged, cut short, or inflate beyond all reason
   */
  public static byte[] inflate(byte[] deflated) {
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(deflated);
      ByteArrayOutputStream out = new ByteArrayOutputStream(deflated.length * 4);
      byte[] chunk = new byte[4096];
      while (!inflater.finished()) {
        int n = inflater.inflate(chunk);
        if (n == 0 && !inflater.finished()) {
          throw new WireException("deflated data ends too early");
        }
        out.write(chunk, 0, n);
        if (out.size() > MAX_INFLATED_BYTES) {
          throw new WireException("inflates to more than " + MAX_INFLATED_BYTES + " bytes");
        }
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new WireException("not deflated data: " + e.getMessage(), e);
    }
  }
}
