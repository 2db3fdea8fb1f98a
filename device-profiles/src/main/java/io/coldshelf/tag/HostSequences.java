package io.coldshelf.tag;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sequences that stand for frequent parts of host names (TDS 2.3, tables 14-11 to 14-15).
 *
 * <p>A code below 128 is one unit of seven bits. One of 128 or more is two units, of which the
 * first is the table's number, 0 to 3; {@link #TWO} is added to tell 0 from a single unit. In the
 * printed table 14-14 the rows .org.cn and .net.cn begin with seven zeros; like their neighbours
 * they belong to the third table.
 */
final class HostSequences {

  private static final int TWO = 1 << 14;
  private static final int TABLES = 4;

  private static final Map<Integer, String> BEGINNINGS =
      Map.of(0b0011110, "qr.", 0b0011111, "www.", 0b0100000, "id.");

  private static final Map<Integer, String> ENDINGS =
      Map.of(
          0b1011011, ".com", 0b1011100, ".org", 0b1011101, ".net", 0b1011110, ".int", 0b1100000,
          ".edu", 0b1111011, ".gov", 0b1111100, ".mil", 0b1111101, ".biz", 0b1111110, ".eco",
          0b1111111, ".med");

  /** Tables B1 to B4, row by row. */
  private static final List<String> TWO_UNITS =
      List.of(
          """
          ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo bq
          br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do
          dz ec ee eg eh er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt
          gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp
          kr kw ky kz la lb lc li
          """,
          """
          lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na
          nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs
          ru rw sa sb sc sd se sg sh si sk sl sm sn sr ss st su sv sx sy sz tc td tf tg th tj tk tl
          tm tn to tr tt tv tw tz ua ug us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
          """,
          """
          com.au net.au org.au co.at com.bd co.bd com.br net.br co.nz com.ng com.pk co.in com.in
          co.il co.jp co.za co.kr com.es com.lk co.th co.tt com.tt com.tr biz.tr com.ua co.uk co.zm
          com.zm com.cn org.cn net.cn gov.cn
          """,
          "tech");

  private static final Map<Integer, String> PIECES = pieces();
  private static final Map<String, Integer> CODES = codes();

  private HostSequences() {}

  private static Map<Integer, String> pieces() {
    Map<Integer, String> pieces = new HashMap<>();
    for (char c = ' '; c <= '~'; c++) {
      if (Letters.set82(String.valueOf(c))) {
        pieces.put((int) c, String.valueOf(c));
      }
    }
    pieces.putAll(BEGINNINGS);
    pieces.putAll(ENDINGS);
    for (int table = 0; table < TABLES; table++) {
      String[] rows = TWO_UNITS.get(table).trim().split("\\s+", -1);
      for (int row = 0; row < rows.length; row++) {
        pieces.put(twoUnits(table, row), "." + rows[row]);
      }
    }
    return Map.copyOf(pieces);
  }

  private static Map<String, Integer> codes() {
    Map<String, Integer> codes = new HashMap<>();
    PIECES.forEach((code, piece) -> codes.put(piece, code));
    return Map.copyOf(codes);
  }

  static boolean isFirstOfTwo(int unit) {
    return unit < TABLES;
  }

  static int twoUnits(int first, int second) {
    return TWO | first << 7 | second;
  }

  /** The code as the tag has it, without the mark of two units. */
  static int bits(int code) {
    return code & (TWO - 1);
  }

  static int units(int code) {
    return code >= TWO ? 2 : 1;
  }

  static String piece(int code) {
    String piece = PIECES.get(code);
    if (piece == null) {
      throw new UnfitException("a sequence of the host name that is reserved");
    }
    return piece;
  }

  /** The code of a piece; that of two units has {@link #TWO} in it. */
  static int code(String piece) {
    Integer code = CODES.get(piece);
    if (code == null) {
      throw new UnfitException("a host name has no unit for '" + piece + "'");
    }
    return code;
  }

  /** The longest sequence that a name ends with, or nothing. */
  static String longestEnding(String name) {
    for (int at = 0; at < name.length(); at++) {
      String ending = name.substring(at);
      if (ending.startsWith(".") && CODES.containsKey(ending) && ending.length() > 1) {
        return ending;
      }
    }
    return "";
  }

  /** The sequence that a name begins with, or nothing. */
  static String beginning(String name) {
    return BEGINNINGS.values().stream().filter(name::startsWith).findFirst().orElse("");
  }
}
