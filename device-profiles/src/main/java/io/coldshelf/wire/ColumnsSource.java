package io.coldshelf.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The two halves of a payload in columns: bytes of the head, and the bits after them. */
final class ColumnsSource {

  private ColumnsSource() {}

  /** Text in UTF-8; anything else is refused. */
  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new WireException("columns: a name is not UTF-8", e);
    }
  }

  /** The head, byte by byte. */
  static final class Head {
    private final byte[] bytes;
    private final int end;
    private int at;

    Head(byte[] bytes, int at, int end) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    int at() {
      return at;
    }

    int octet() {
      room(1);
      return bytes[at++] & 0xFF;
    }

    /** Seven bits a byte, the lowest first, up to {@link Columns#MAX_NUMBER}. */
    private long number() {
      long number = 0;
      for (int shift = 0; shift <= Columns.MAX_NUMBER_BITS; shift += 7) {
        int octet = octet();
        number |= (long) (octet & 0x7F) << shift;
        if (octet < 0x80) {
          return within(number, 0, Columns.MAX_NUMBER);
        }
      }
      throw new WireException("columns: a number of more than 53 bits");
    }

    long number(long most) {
      return within(number(), 0, most);
    }

    long signed() {
      return Columns.unzigzag(number());
    }

    /** How many things follow that take so many bytes each at least. */
    int length(String what, int bytesEach) {
      long length = number();
      if (length > (end - at) / bytesEach) {
        throw new WireException("columns: " + length + " for " + what + " is more than is there");
      }
      return (int) length;
    }

    long within(long number, long least, long most) {
      if (number < least || number > most) {
        throw new WireException(
            "columns: " + number + " where " + least + " to " + most + " can be");
      }
      return number;
    }

    /** Makes sure that so many bytes are left. */
    int room(int length) {
      if (length > end - at) {
        throw new WireException("columns: the head ends too early");
      }
      return length;
    }

    void octets(byte[] target, int from, int length) {
      room(length);
      System.arraycopy(bytes, at, target, from, length);
      at += length;
    }

    String text(int length) {
      byte[] text = new byte[room(length)];
      octets(text, 0, length);
      return ColumnsSource.text(text);
    }

    /** The 64 bits of a double, most significant first; infinities and NaN are refused. */
    double real() {
      long bits = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        bits = (bits << 8) | octet();
      }
      return finite(Double.longBitsToDouble(bits));
    }
  }

  /** The bits, most significant first. */
  static final class Bits {

    /** The most bits that {@link #take} gives at once: seven may be left over from before. */
    private static final int MAX_BITS = 56;

    private final byte[] bytes;
    private final int end;
    private int at;
    private long pending;
    private int pendingBits;

    Bits(byte[] bytes, int at, int end) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    private long take(int bits) {
      while (pendingBits < bits) {
        if (at == end) {
          throw new WireException("columns: the bits end too early");
        }
        pending = (pending << 8) | (bytes[at++] & 0xFF);
        pendingBits += 8;
      }
      pendingBits -= bits;
      return (pending >>> pendingBits) & ((1L << bits) - 1);
    }

    private long takeLong(int bits) {
      return bits > MAX_BITS ? (take(bits - MAX_BITS) << MAX_BITS) | take(MAX_BITS) : take(bits);
    }

    /** A sequence of whole numbers; none for none, and none for fewer. */
    long[] sequence(int count) {
      if (count <= 0) {
        return new long[0];
      }
      int way = (int) take(Columns.SEQUENCE_BITS);
      int parameter = way & Columns.MAX_PARAMETER;
      long[] numbers = new long[count];
      if ((way & Columns.RICE) != 0) {
        for (int i = 0; i < count; i++) {
          numbers[i] = rice(parameter);
        }
      } else if (parameter > 0) {
        for (int i = 0; i < count; i++) {
          numbers[i] = take(parameter);
        }
      }
      return numbers;
    }

    private long rice(int k) {
      int ones = ones();
      if (ones < Columns.RICE_ESCAPE) {
        return ((long) ones << k) | take(k);
      }
      int length = (int) take(Columns.LENGTH_BITS);
      if (length > Columns.MAX_NUMBER_BITS) {
        throw new WireException("columns: a number of " + length + " bits");
      }
      return take(length);
    }

    /** How many ones come before a zero, which is taken too; or that no zero came in time. */
    private int ones() {
      while (pendingBits <= Columns.RICE_ESCAPE && at < end) {
        pending = (pending << 8) | (bytes[at++] & 0xFF);
        pendingBits += 8;
      }
      int ones = 0;
      if (pendingBits > 0) {
        ones = Long.numberOfLeadingZeros(~(pending << (Long.SIZE - pendingBits)));
      }
      if (ones >= Columns.RICE_ESCAPE) {
        pendingBits -= Columns.RICE_ESCAPE;
        return Columns.RICE_ESCAPE;
      }
      take(ones + 1);
      return ones;
    }

    /** Doubles, each as what differs from the bits of the one before. */
    double[] reals(long first, int count) {
      double[] reals = new double[count];
      long bits = first;
      for (int i = 0; i < count; i++) {
        if (i > 0 && take(1) == 1) {
          int zeros = (int) take(6);
          int length = (int) take(6) + 1;
          if (zeros + length > Long.SIZE) {
            throw new WireException("columns: a value of more than 64 bits");
          }
          bits ^= takeLong(length) << (Long.SIZE - zeros - length);
        }
        reals[i] = finite(Double.longBitsToDouble(bits));
      }
      return reals;
    }

    long millis(long time) {
      return within(time, Columns.MAX_MILLIS);
    }

    long within(long number, long most) {
      if (number < -most || number > most) {
        throw new WireException("columns: " + number + " lies beyond " + most);
      }
      return number;
    }

    long index(long index, int size) {
      if (index < 0 || index >= size) {
        throw new WireException("columns: number " + index + " of a table of " + size);
      }
      return index;
    }

    /** Nothing but the zeros that fill the last byte may be left. */
    void end() {
      if (at < end || pendingBits >= Byte.SIZE || take(pendingBits) != 0) {
        throw new WireException("columns: something stands after the last row");
      }
    }
  }

  private static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new WireException("columns: a value that is not finite");
    }
    return value;
  }
}
