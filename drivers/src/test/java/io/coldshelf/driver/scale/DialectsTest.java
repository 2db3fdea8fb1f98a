package io.coldshelf.driver.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames of every dialect, as the makers' manuals show them. */
class DialectsTest {

  /** A dialect with a good frame of it: 12.34 kg at rest. */
  enum Kind {
    AD("ST,+00012.34 kg\r\n"),
    CAS("ST,GS,1\u00c4,00012.34 kg\r\n"),
    DINI_ARGEO("ST,GS,   12.34,kg\r\n"),
    MT_SICS("S S      12.34 kg\r\n"),
    OHAUS("    12.34 kg      \r\n"),
    RADWAG("SI        12.34 kg \r\n"),
    SARTORIUS("+    12.34 kg \r\n"),
    SMA("\n 1G       12.34kg \r"),
    TOLEDO(hex("022c30202020313233342020202020300d1b"));

    private final String good;

    Kind(String good) {
      this.good = good;
    }

    byte[] frame() {
      return good.getBytes(StandardCharsets.ISO_8859_1);
    }

    Dialect dialect() {
      return switch (this) {
        case AD -> new Ad();
        case CAS -> new Cas();
        case DINI_ARGEO -> new DiniArgeo();
        case MT_SICS -> new MtSics();
        case OHAUS -> new Ohaus();
        case RADWAG -> new Radwag();
        case SARTORIUS -> new Sartorius();
        case SMA -> new Sma();
        case TOLEDO -> new Toledo();
      };
    }
  }

  private static final Indication GOOD = new Indication.Weight(true, new BigDecimal("12.34"), "kg");

  private static String hex(String digits) {
    return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
  }

  private static List<Indication> read(Kind kind, byte[] bytes, boolean late) {
    return kind.dialect().frames(late, Optional.empty()).feed(bytes, bytes.length);
  }

  private static List<Indication> read(Kind kind, String text) {
    return read(kind, text.getBytes(StandardCharsets.ISO_8859_1), false);
  }

  private static String said(Indication indication) {
    return switch (indication) {
      case Indication.Weight w ->
          (w.stable() ? "stable " : "moving ") + w.value().toPlainString() + " " + w.unit();
      case Indication.Overload _ -> "overload";
      case Indication.Underload _ -> "underload";
      case Indication.Busy(String why) -> "busy: " + why;
      case Indication.Failure(String text) -> "failure: " + text;
      case Indication.Unknown(String answer) -> "unknown: " + answer;
      case Indication.Unable(String answer) -> "unable: " + answer;
      case Indication.Damaged(String answer) -> "damaged: " + answer;
      case Indication.Serial(String serial) -> "number " + serial;
      case Indication.Identity(String text) -> "identity " + text;
      case Indication.Noise _ -> "noise";
    };
  }

  @ParameterizedTest
  @EnumSource
  void readsAGoodFrame(Kind kind) {
    assertEquals(List.of(GOOD), read(kind, kind.frame(), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "AD|ST,+00123.45  g|stable 123.45 g",
        "AD|US,-00183.96  g|moving -183.96 g",
        "AD|ST,-00000.00  g|stable 0.00 g",
        "AD|WT,+001.2346 kg|stable 1.2346 kg",
        "AD|ST,OK,+0001.234 kg|stable 1.234 kg",
        "AD|US,LO,+00001.23 kg|moving 1.23 kg",
        "AD|ST,--,+00123.45 kg|stable 123.45 kg",
        "AD|ST;+00123,45  g|stable 123.45 g",
        "AD|QT,+00001234 PC|stable 1234 PC",
        "AD|OL,+9999999E+19|overload",
        "AD|OL,-9999999E+19|underload",
        "AD|OL,+99999.99 kg|overload",
        "AD|OL,G ,+    .  kg|overload",
        "AD|OL,N ,-    .  kg|underload",
        "AD|ST,G ,+01234.5kg|stable 1234.5 kg",
        "AD|ST,NT,+0012.34kg|stable 12.34 kg",
        "AD|US,GS,+00012.3 lb|moving 12.3 lb",
        "AD|ST,TR,+0001.00kg|noise",
        "AD|ST,T ,+0001.00kg|noise",
        "AD|HD,GS,+0001.00kg|busy: holds a past value",
        "AD|ST ,+002.40kg|stable 2.40 kg",
        "AD|ST,+00123.45   |noise",
        "AD|ST,+00 23.45  g|noise",
        "AD|T,+00123.45  g|noise",
        "AD|EC,E00|damaged: EC,E00",
        "AD|EC,E01|unknown: EC,E01",
        "AD|EC,E02|busy: says EC,E02",
        "AD|EC,E11|busy: says EC,E11",
        "AD|EC,E06|unable: EC,E06",
        "AD|I|busy: is busy",
        "AD|?|unknown: ?",
        "CAS|ST,GS,1\u00c4,00013.5  kg|stable 13.5 kg",
        "CAS|US,NT,=\u0084,-0013.50 kg|moving -13.50 kg",
        "CAS|ST,GS,1,,000013.5 kg|stable 13.5 kg",
        "CAS|OL,GS,1\u0084,         kg|overload",
        "CAS|ST,GS,1\u00d4,00013.50 kg|busy: holds a past value",
        "CAS|ST,GS,1\u00c4,00013.50  t|stable 13.50 t",
        "CAS|?|unknown: ?",
        "CAS|!|unable: !",
        "DINI_ARGEO|ST,GS,   12.34,kg|stable 12.34 kg",
        "DINI_ARGEO|US,NT,  -12.34,kg|moving -12.34 kg",
        "DINI_ARGEO|ST,GS,    1234, g|stable 1234 g",
        "DINI_ARGEO|OL,GS,        ,kg|overload",
        "DINI_ARGEO|UL,GS,  -12.34,kg|underload",
        "DINI_ARGEO|ER,GS,    0.00,kg|failure: ER,GS,    0.00,kg",
        "DINI_ARGEO|ST,1,     12.34kg,PT      2.00kg|stable 10.34 kg",
        "DINI_ARGEO|US,1,     12.34kg,        0.00kg|moving 12.34 kg",
        "DINI_ARGEO|ST,1,     12.34kg,PT      2.00 g|noise",
        "DINI_ARGEO|1,ST,     10.34,PT      2.00,         0,         0,kg|stable 10.34 kg",
        "DINI_ARGEO|01ST,GS,   12.34,kg|noise",
        "DINI_ARGEO|ST,VL,   12.34,kg|noise",
        "DINI_ARGEO|OK|noise",
        "DINI_ARGEO|ERR01|unable: ERR01",
        "DINI_ARGEO|ERR02|unable: ERR02",
        "DINI_ARGEO|ERR03|busy: says ERR03",
        "DINI_ARGEO|ERR04|unknown: ERR04",
        "OHAUS|        0.85 oz|stable 0.85 oz",
        "OHAUS|       12.73 g    ?|moving 12.73 g",
        "OHAUS|-   12.73 kg   ?NET|moving -12.73 kg",
        "OHAUS|   -12.73 kg    G  |stable -12.73 kg",
        "OHAUS|     176.30 g ? 00:00:15|moving 176.30 g",
        "OHAUS|     176.30 kg    T  |noise",
        "OHAUS|76.30 kg|noise",
        "OHAUS|          3 PCS  |stable 3 PCS",
        "OHAUS|      3 lb 5.2 oz|noise",
        "OHAUS|Err 8.3|overload",
        "OHAUS|Err 8.4|underload",
        "OHAUS|Err 13|failure: Err 13",
        "OHAUS|ES|unknown: ES",
        "RADWAG|SI ?       18.5 kg |moving 18.5 kg",
        "RADWAG|S    -      8.5 g  |stable -8.5 g",
        "RADWAG|SU   -  172.135 N  |stable -172.135 N",
        "RADWAG|SUI? -   58.237 kg |moving -58.237 kg",
        "RADWAG|SI ^       18.5 kg |overload",
        "RADWAG|SI v       18.5 kg |underload",
        "RADWAG|SI ? -     8.5 g|moving -8.5 g",
        "RADWAG|S A|noise",
        "RADWAG|SI I|busy: can't weigh just now",
        "RADWAG|S E|busy: found no rest in time",
        "RADWAG|SI ^|overload",
        "RADWAG|ES|unknown: ES",
        "SARTORIUS|+   1255.7 g  |stable 1255.7 g",
        "SARTORIUS|-   1255.7    |moving -1255.7 ",
        "SARTORIUS|    1255.7 kg |stable 1255.7 kg",
        "SARTORIUS|N     +   123.56 g  |stable 123.56 g",
        "SARTORIUS|N     + 123.5[6] g  |stable 123.56 g",
        "SARTORIUS|G#    +   1.2345 kg |stable 1.2345 kg",
        "SARTORIUS|T1    +   1.2345 kg |noise",
        "SARTORIUS|Qnt   +      235 pcs|noise",
        "SARTORIUS|      H       |overload",
        "SARTORIUS|      L       |underload",
        "SARTORIUS|      C       |busy: is being calibrated",
        "SARTORIUS|      --      |busy: shows nothing",
        "SARTORIUS|   Err   54   |failure: Err   54",
        "SARTORIUS|Stat         High   |overload",
        "SARTORIUS|Stat     ERR 053    |failure: ERR 053",
        "SARTORIUS|Stat     APP.ER     |failure: APP.ER",
        "SMA| 1G       5.025lb |stable 5.025 lb",
        "SMA| 1NM      7.650kg |moving 7.650 kg",
        "SMA|Z1G       0.000kg |stable 0.000 kg",
        "SMA| 1g      5.0025lb |stable 5.0025 lb",
        "SMA|O1G     100.000kg |overload",
        "SMA|U1G      -1.000kg |underload",
        "SMA|E1G  ----------kg |failure: a zero error",
        "SMA| 1T       1.000kg |noise",
        "SMA|?|unknown: ?",
        "SMA|!|damaged: !",
      })
  void readsWhatTheManualsShow(Kind kind, String frame, String expected) {
    String text = frame;
    if (kind == Kind.SMA) {
      // The reserved character and the padding stand as in the standard: s r n m f, ten, three.
      text = frame.length() > 4 ? frame.substring(0, 3) + motion(frame) : frame;
    }
    List<String> said = read(kind, text + "\r\n").stream().map(DialectsTest::said).toList();
    assertEquals(List.of(expected), said);
  }

  private static String motion(String frame) {
    String motion = frame.charAt(3) == 'M' ? "M" : " ";
    String weight = frame.substring(4, frame.length() - 3).strip();
    return motion + " " + "%10s".formatted(weight) + frame.substring(frame.length() - 3);
  }

  @ParameterizedTest
  @CsvSource({
    "022c30202020313233342020202020300d1b, stable 12.34 kg",
    "022c30202020313233342020202020300d02, stable 12.34 kg",
    "022c3020202031323334 0d, ''",
    "022c30202020313233340d6b, stable 12.34 kg",
    "022c3b202020313233342020203530300d6b, moving -12.34 kg",
    "022c34203939393939392020202020300d4b, overload",
    "022c36203939393939392020202020300d49, underload",
    "022c70202020313233342020202020300d5b, busy: has not found its zero since it was switched on",
    "022c30302020313233342020202020300d0b, 'busy: shows ten times its resolution, for a test'",
    "022a30212020313233342020202020300d1c, stable 1234 g",
    "022d20232020313233342020202020300d27, stable 1.234 oz",
    "022820202020313233342020202020300d2f, stable 123400 lb",
    "02ac30a0a0a0b1b2b334a0a0a0a0a0300d1b, stable 12.34 kg",
    "022c30202020313233342020202020300d1c, noise",
    "022c30202d2d2d2d2d2d2020202020300d3d, noise",
  })
  void readsToledosStatusWords(String hex, String expected) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    List<String> said =
        read(Kind.TOLEDO, bytes, true).stream().map(DialectsTest::said).distinct().toList();
    assertEquals(expected.isEmpty() ? List.of() : List.of(expected), said);
  }

  @ParameterizedTest
  @CsvSource({"01, stable 12.34 kg", "02, noise", "'', noise"})
  void anAddressMustBeInTheAnswer(String prefix, String expected) {
    byte[] bytes = (prefix + "ST,GS,   12.34,kg\r\n").getBytes(StandardCharsets.US_ASCII);
    Frames frames = new DiniArgeo().frames(false, Optional.of(1));
    assertEquals(expected, said(frames.feed(bytes, bytes.length).getFirst()));
  }

  @Test
  void aDeviceOfAnotherNumberIsNotHeard() {
    Frames frames = new Cas().frames(true, Optional.of(13));
    byte[] other = Kind.CAS.frame();
    assertInstanceOf(Indication.Noise.class, frames.feed(other, other.length).getFirst());
    byte[] own = other.clone();
    own[6] = 0x3d;
    assertEquals(List.of(GOOD), frames.feed(own, own.length));
  }

  @ParameterizedTest
  @EnumSource
  void readsAFrameHoweverItIsCut(Kind kind) {
    byte[] stream = new byte[kind.frame().length * 3];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(kind.frame(), 0, stream, i * kind.frame().length, kind.frame().length);
    }
    for (int chunk = 1; chunk <= stream.length; chunk++) {
      Frames frames = kind.dialect().frames(false, Optional.empty());
      List<Indication> said = new ArrayList<>();
      for (int start = 0; start < stream.length; start += chunk) {
        byte[] part = Arrays.copyOfRange(stream, start, Math.min(start + chunk, stream.length));
        said.addAll(frames.feed(part, part.length));
      }
      assertEquals(List.of(GOOD, GOOD, GOOD), said, "in chunks of " + chunk);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noTruncationIsAnotherWeight(Kind kind) {
    for (int length = 0; length < kind.frame().length; length++) {
      List<Indication> said = read(kind, Arrays.copyOf(kind.frame(), length), false);
      // CR alone ends a line as well: then all of it has been said.
      assertTrue(said.isEmpty() || said.equals(List.of(GOOD)), length + ": " + said);
      assertTrue(said.isEmpty() || length == kind.frame().length - 1, length + ": " + said);
    }
  }

  /** Half a number is a number: nothing may be taken from a frame whose beginning was not heard. */
  @ParameterizedTest
  @EnumSource
  void aStreamThatIsJoinedLateGivesWholeFramesOnly(Kind kind) {
    byte[] three = new byte[kind.frame().length * 3];
    for (int i = 0; i < three.length; i++) {
      three[i] = kind.frame()[i % kind.frame().length];
    }
    for (int from = 1; from < kind.frame().length; from++) {
      List<Indication> said = read(kind, Arrays.copyOfRange(three, from, three.length), true);
      List<Indication> weights =
          said.stream().filter(s -> !(s instanceof Indication.Noise)).toList();
      assertTrue(weights.size() >= 1, "from " + from + ": " + said);
      assertEquals(List.of(GOOD), weights.stream().distinct().toList(), "from " + from);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFloodWithoutEndIsNoFrameAndNotKept(Kind kind) {
    byte[] flood = new byte[100_000];
    Arrays.fill(flood, (byte) '1');
    Frames frames = kind.dialect().frames(false, Optional.empty());
    List<Indication> said = frames.feed(flood, flood.length);
    assertTrue(said.stream().allMatch(Indication.Noise.class::isInstance));
    assertTrue(frames.unfinished().length() <= TextFrames.LINE_BYTES);
  }

  @ParameterizedTest
  @EnumSource
  void noNoiseIsAWeight(Kind kind) {
    Random random = new Random(20_260_104L);
    Frames frames = kind.dialect().frames(false, Optional.empty());
    for (int round = 0; round < 20_000; round++) {
      byte[] noise = new byte[1 + random.nextInt(60)];
      random.nextBytes(noise);
      for (Indication said : frames.feed(noise, noise.length)) {
        assertTrue(!(said instanceof Indication.Weight), () -> kind + ": " + said);
      }
    }
  }

  /** Characters of the dialect itself, shuffled: never an exception. */
  @ParameterizedTest
  @EnumSource
  void noShuffledFrameMakesItStumble(Kind kind) {
    Random random = new Random(20_260_105L);
    Frames frames = kind.dialect().frames(true, Optional.empty());
    int heard = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] spoilt = kind.frame().clone();
      for (int i = random.nextInt(4); i > 0; i--) {
        spoilt[random.nextInt(spoilt.length)] = kind.frame()[random.nextInt(spoilt.length)];
      }
      heard += frames.feed(spoilt, spoilt.length).size();
    }
    assertTrue(heard > 2_000, () -> kind + ": too little was heard");
  }

  private static final List<String> VECTORS =
      List.of(
          "stable 100.00 g",
          "moving 129.07 g",
          "busy: can't weigh just now",
          "unable: S L",
          "overload",
          "underload",
          "unknown: ES damaged: ET unable: EL",
          "noise",
          "noise",
          "number 0123456789",
          "identity \"I0\" identity \"D\"",
          "stable 123.45 g",
          "moving -183.96 g",
          "overload",
          "underload",
          "stable 1234 PC",
          "stable 1234.5 kg",
          "overload",
          "stable 13.5 kg",
          "stable 12.34 kg",
          "overload",
          "unable: ERR01 unable: ERR02 busy: says ERR03 unknown: ERR04",
          "stable 12.34 kg",
          "moving -12.34 kg",
          "overload");

  @Test
  void agreesWithThePublishedVectors() throws IOException {
    List<String> found = new ArrayList<>();
    for (String row : Files.readAllLines(Vectors.oracle("weight/vectors.tsv"))) {
      if (!row.startsWith("#")) {
        String[] cells = row.split("\t", -1);
        found.add(
            String.join(
                " ",
                read(published(cells[0]), bytes(cells[1]), false).stream()
                    .map(DialectsTest::said)
                    .toList()));
      }
    }
    assertEquals(VECTORS, found);
  }

  private static Kind published(String name) {
    return switch (name) {
      case "MT-SICS" -> Kind.MT_SICS;
      case "A&D", "A&D AD-4329" -> Kind.AD;
      case "CAS 22" -> Kind.CAS;
      case "Dini Argeo" -> Kind.DINI_ARGEO;
      case "Toledo continuous" -> Kind.TOLEDO;
      default -> throw new AssertionError(name);
    };
  }

  private static byte[] bytes(String cell) {
    if (cell.startsWith("hex:")) {
      return HexFormat.of().parseHex(cell.substring(4));
    }
    String text =
        cell.replace("ERR01..ERR04\\r\\n", "ERR01\\r\\nERR02\\r\\nERR03\\r\\nERR04\\r\\n");
    String plain =
        text.replace(" / ", "")
            .replace("...I0 A ...", "")
            .replace("\\\"", "\"")
            .replace("\\r\\n", "\r\n")
            .replace("\\xc4", "\u00c4");
    return plain.getBytes(StandardCharsets.ISO_8859_1);
  }
}
