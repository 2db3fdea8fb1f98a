package io.coldshelf.driver.opcua;

import io.coldshelf.model.Epc;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryDecoder;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads the structure RfidScanResult (OPC 30010 1.01, 9.3.9): mask of optional fields, CodeType,
 * ScanData, Timestamp, Location if it is there, and the sightings.
 *
 * <p>A structure of another form is none: what is read must end where the structure does.
 */
final class ScanResults {

  private static final long HAS_LOCATION = 1;
  private static final int MOST_SIGHTINGS = 10_000;
  private static final int SIGHTING_BYTES = 20;
  private static final HexFormat HEX = HexFormat.of();

  private ScanResults() {}

  /**
   * A tag that was scanned.
   *
   * @param epc its code
   * @param time the reader's, when the scan ended
   * @param sightings at which antennas; empty where the reader does not say
   */
  record Scanned(Epc epc, DateTime time, List<Sight> sightings) {}

  /**
   * A tag at an antenna.
   *
   * @param antenna from 0 or 1, as the reader counts
   * @param strength in dBm; 0 where the reader does not say
   * @param time the reader's
   */
  record Sight(int antenna, int strength, DateTime time) {}

  /** Reads one; nothing where it is no RFID scan result, or of a code that is no EPC. */
  static Optional<Scanned> read(ByteString body, EncodingContext context) {
    byte[] bytes = body.bytes();
    if (bytes == null) {
      return Optional.empty();
    }
    ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
    OpcUaBinaryDecoder in = new OpcUaBinaryDecoder(context).setBuffer(buffer);
    try {
      long mask = in.decodeUInt32().longValue();
      String codeType = in.decodeString();
      Optional<Epc> epc = scanData(in);
      DateTime time = in.decodeDateTime();
      if ((mask & HAS_LOCATION) != 0) {
        skipLocation(in);
      }
      List<Sight> sightings = sightings(in, buffer);
      if (buffer.isReadable() || (mask & ~HAS_LOCATION) != 0 || isOfOtherCode(codeType)) {
        return Optional.empty();
      }
      return epc.map(code -> new Scanned(code, time, sightings));
    } catch (UaSerializationException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether it is a bar code, or what else has no EPC in it (OPC 30010, 9.1.3). */
  private static boolean isOfOtherCode(@Nullable String codeType) {
    return codeType != null
        && !codeType.isEmpty()
        && !List.of("EPC", "UII", "UID", "RAW:BYTES", "RAW:STRING").contains(codeType);
  }

  private static List<Sight> sightings(OpcUaBinaryDecoder in, ByteBuf buffer) {
    int count = in.decodeInt32();
    if (count > MOST_SIGHTINGS || (long) count * SIGHTING_BYTES > buffer.readableBytes()) {
      throw new IllegalArgumentException(count + " sightings");
    }
    List<Sight> sightings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int antenna = in.decodeInt32();
      int strength = in.decodeInt32();
      DateTime time = in.decodeDateTime();
      int _ = in.decodeInt32(); // the power then
      sightings.add(new Sight(antenna, strength, time));
    }
    return sightings;
  }

  /** The union ScanData (OPC 30010, 9.4.2). */
  private static Optional<Epc> scanData(OpcUaBinaryDecoder in) {
    return switch (in.decodeUInt32().intValue()) {
      case 1 -> epc(in.decodeByteString());
      case 2 -> epc(in.decodeString());
      case 3 -> {
        int _ = in.decodeUInt16().intValue(); // the control word
        Optional<Epc> epc = epc(in.decodeByteString());
        int _ = in.decodeUInt16().intValue(); // the extended one, two words
        int _ = in.decodeUInt16().intValue();
        yield epc;
      }
      case 4 -> {
        var _ = in.decodeVariant();
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Epc> epc(ByteString read) {
    byte[] bytes = read.bytes();
    return bytes == null || bytes.length == 0 || bytes.length > Epc.MAX_BITS / 8
        ? Optional.empty()
        : Optional.of(Epc.of(bytes));
  }

  /** Digits of 16, with or without spaces between; nothing else is an EPC. */
  static Optional<Epc> epc(@Nullable String text) {
    if (text == null || text.length() > Epc.MAX_BITS / 4) {
      return Optional.empty();
    }
    String digits = text.replace(" ", "");
    boolean isHex =
        !digits.isEmpty()
            && digits.length() % 2 == 0
            && digits.chars().allMatch(HexFormat::isHexDigit);
    return isHex ? Optional.of(Epc.of(HEX.parseHex(digits))) : Optional.empty();
  }

  /** The union Location (OPC 30010, 9.4.1); it is of no use here. */
  private static void skipLocation(OpcUaBinaryDecoder in) {
    switch (in.decodeUInt32().intValue()) {
      case 1, 4 -> in.decodeString();
      case 2 -> {
        skipDoubles(in, 3);
        var _ = in.decodeDateTime();
        skipDoubles(in, 1);
        int _ = in.decodeInt32();
      }
      case 3 -> {
        var _ = in.decodeString();
        var _ = in.decodeDouble();
        var _ = in.decodeString();
        var _ = in.decodeDouble();
        var _ = in.decodeDouble();
        var _ = in.decodeDateTime();
        skipDoubles(in, 1);
        int _ = in.decodeInt32();
        int _ = in.decodeInt32();
      }
      default -> {}
    }
  }

  private static void skipDoubles(OpcUaBinaryDecoder in, int count) {
    for (int i = 0; i < count; i++) {
      var _ = in.decodeDouble();
    }
  }

  /** The strength where it can be one: a received power is less than 0 dBm. */
  static OptionalInt dbm(int strength) {
    return strength < 0 && strength > -128 ? OptionalInt.of(strength) : OptionalInt.empty();
  }
}
