package io.coldshelf.simulator.device;

import io.coldshelf.simulator.device.Balance.Shown;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Writes frames as the makers' manuals lay them out, column by column.
 *
 * @param model whose display it is
 */
record ScaleWriting(ScaleModel model) {

  private static final int STX = 0x02;
  private static final int CR = 0x0D;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String symbol() {
    return model.unit().symbol();
  }

  /** Right aligned, or left where the width is negative. */
  private static String field(String text, int width) {
    return String.format("%" + width + "s", text);
  }

  /** A sign, zeros, digits and a point: so many characters in all. */
  private static String zeros(BigDecimal amount, int width) {
    StringBuilder digits = new StringBuilder(amount.abs().toPlainString());
    while (digits.length() < width - 1) {
      digits.insert(0, '0');
    }
    return (amount.signum() < 0 ? "-" : "+") + digits;
  }

  byte[] ad(Shown shown) {
    return bytes(
        switch (shown) {
              case Shown.Value(BigDecimal amount, boolean stable) ->
                  (stable ? "ST," : "US,") + zeros(amount, 9) + field(symbol(), 3);
              case Shown.Overload _ -> "OL,+9999999E+19";
              case Shown.Underload _ -> "OL,-9999999E+19";
            }
            + "\r\n");
  }

  byte[] adIndicator(Shown shown) {
    return bytes(
        switch (shown) {
              case Shown.Value(BigDecimal amount, boolean stable) ->
                  (stable ? "ST,G ," : "US,G ,") + zeros(amount, 8) + field(symbol(), 2);
              case Shown.Overload _ -> "OL,G ,+    .  " + field(symbol(), 2);
              case Shown.Underload _ -> "OL,G ,-    .  " + field(symbol(), 2);
            }
            + "\r\n");
  }

  byte[] cas(Shown shown) {
    char device = '1';
    char lamps = shown instanceof Shown.Value(_, boolean stable) && stable ? '\u00c4' : '\u0084';
    String front =
        switch (shown) {
          case Shown.Value(_, boolean stable) -> stable ? "ST" : "US";
          case Shown.Overload _, Shown.Underload _ -> "OL";
        };
    String data =
        switch (shown) {
          case Shown.Value(BigDecimal amount, _) -> casDigits(amount);
          case Shown.Overload _ -> field("", 8);
          case Shown.Underload _ -> field("-", -8);
        };
    return bytes(front + ",GS," + device + lamps + "," + data + " " + field(symbol(), 2) + "\r\n");
  }

  private static String casDigits(BigDecimal amount) {
    String signed = zeros(amount, 8);
    return amount.signum() < 0 ? signed : "0" + signed.substring(1);
  }

  byte[] diniArgeo(Shown shown) {
    return bytes(diniState(shown) + ",GS," + amount(shown, 8) + "," + field(symbol(), 2) + "\r\n");
  }

  /** The string of the AF protocol; nothing is tared here, so gross is net. */
  byte[] diniArgeoExtended(Shown shown, String address) {
    String unit = field(symbol(), 2);
    return bytes(
        address
            + diniState(shown)
            + ",1,"
            + amount(shown, 10)
            + unit
            + ",  "
            + field("0", 10)
            + unit
            + "\r\n");
  }

  private static String diniState(Shown shown) {
    return switch (shown) {
      case Shown.Value(_, boolean stable) -> stable ? "ST" : "US";
      case Shown.Overload _ -> "OL";
      case Shown.Underload _ -> "UL";
    };
  }

  private static String amount(Shown shown, int width) {
    return field(
        shown instanceof Shown.Value(BigDecimal amount, _) ? amount.toPlainString() : "", width);
  }

  byte[] ohaus(Shown shown) {
    return bytes(
        switch (shown) {
              case Shown.Value(BigDecimal amount, boolean stable) ->
                  (amount.signum() < 0 ? "- " : "  ")
                      + field(amount.abs().toPlainString(), 7)
                      + " "
                      + field(symbol(), -5)
                      + (stable ? " " : "?")
                      + "G  ";
              case Shown.Overload _ -> "Err 8.3";
              case Shown.Underload _ -> "Err 8.4";
            }
            + "\r\n");
  }

  byte[] radwag(Shown shown) {
    String mark =
        switch (shown) {
          case Shown.Value(_, boolean stable) -> stable ? " " : "?";
          case Shown.Overload _ -> "^";
          case Shown.Underload _ -> "v";
        };
    BigDecimal amount = shown instanceof Shown.Value value ? value.amount() : BigDecimal.ZERO;
    return bytes(
        "SI "
            + mark
            + " "
            + (amount.signum() < 0 ? "-" : " ")
            + field(amount.abs().toPlainString(), 9)
            + " "
            + field(symbol(), -3)
            + "\r\n");
  }

  /** The unit is written at rest only. */
  byte[] sartorius(Shown shown, String id, String status) {
    return bytes(
        switch (shown) {
              case Shown.Value(BigDecimal amount, boolean stable) ->
                  id
                      + (amount.signum() < 0 ? "- " : "+ ")
                      + field(amount.abs().toPlainString(), 8)
                      + " "
                      + field(stable ? symbol() : "", -3);
              case Shown.Overload _ ->
                  status + (status.isEmpty() ? "      H       " : "       High   ");
              case Shown.Underload _ ->
                  status + (status.isEmpty() ? "      L       " : "       Low    ");
            }
            + "\r\n");
  }

  byte[] sma(Shown shown) {
    return bytes(
        "\n"
            + switch (shown) {
              case Shown.Value(BigDecimal amount, boolean stable) ->
                  (amount.signum() == 0 ? "Z" : " ")
                      + (stable ? "1G  " : "1GM ")
                      + field(amount.toPlainString(), 10)
                      + field(symbol(), -3);
              case Shown.Overload _ -> "O1G   --------  " + field(symbol(), -3).substring(0, 2);
              case Shown.Underload _ -> "U1G   --------  " + field(symbol(), -3).substring(0, 2);
            }
            + "\r");
  }

  byte[] toledo(Shown shown, boolean checked) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(STX);
    frame.write(0x20 | 0x08 | (model.decimals() + 2));
    frame.write(0x20 | toledoState(shown));
    frame.write(0x20 | toledoUnit());
    String digits =
        shown instanceof Shown.Value(BigDecimal amount, _)
            ? amount.abs().unscaledValue().toString()
            : "999999";
    frame.writeBytes(bytes(field(digits, 6)));
    frame.writeBytes(bytes(field("0", 6)));
    frame.write(CR);
    if (checked) {
      int sum = 0;
      for (byte each : frame.toByteArray()) {
        sum += each & 0x7F;
      }
      frame.write((0x80 - (sum & 0x7F)) & 0x7F);
    }
    return frame.toByteArray();
  }

  private int toledoState(Shown shown) {
    int metric = model.unit() == ScaleModel.Unit.KILOGRAM ? 0x10 : 0;
    return metric
        | switch (shown) {
          case Shown.Value(BigDecimal amount, boolean stable) ->
              (amount.signum() < 0 ? 0x02 : 0) | (stable ? 0 : 0x08);
          case Shown.Overload _ -> 0x04;
          case Shown.Underload _ -> 0x04 | 0x02;
        };
  }

  private int toledoUnit() {
    return switch (model.unit()) {
      case KILOGRAM, POUND -> 0;
      case GRAM -> 1;
      case TONNE -> 2;
      case OUNCE -> 3;
      case CARAT, MILLIGRAM, NEWTON -> 7;
    };
  }
}
