package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.simulator.device.Balance.Shown;
import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the simulated scales write is what is published, byte by byte. */
class PublishedScaleFramesTest {

  private static Shown value(String amount, boolean stable) {
    return new Shown.Value(new BigDecimal(amount), stable);
  }

  private static String written(ScaleDialect dialect, Shown shown, ScaleModel.Unit unit) {
    int decimals =
        shown instanceof Shown.Value(BigDecimal amount, _) ? Math.max(0, amount.scale()) : 2;
    byte[] frame = dialect.frame(shown, new ScaleModel("any", "1", unit, decimals, 15));
    return dialect == ScaleDialect.TOLEDO
        ? "hex:" + HexFormat.of().formatHex(frame)
        : new String(frame, StandardCharsets.ISO_8859_1).replace("\r\n", "\\r\\n");
  }

  @Test
  void writesWhatIsPublished() throws IOException {
    List<String> written =
        List.of(
            written(ScaleDialect.AD, value("123.45", true), ScaleModel.Unit.GRAM),
            written(ScaleDialect.AD, value("-183.96", false), ScaleModel.Unit.GRAM),
            written(ScaleDialect.AD, new Shown.Overload(), ScaleModel.Unit.GRAM),
            written(ScaleDialect.AD, new Shown.Underload(), ScaleModel.Unit.GRAM),
            written(ScaleDialect.AD_INDICATOR, value("1234.5", true), ScaleModel.Unit.KILOGRAM),
            written(ScaleDialect.AD_INDICATOR, new Shown.Overload(), ScaleModel.Unit.KILOGRAM),
            written(ScaleDialect.DINI_ARGEO, value("12.34", true), ScaleModel.Unit.KILOGRAM),
            written(ScaleDialect.DINI_ARGEO, new Shown.Overload(), ScaleModel.Unit.KILOGRAM),
            written(ScaleDialect.TOLEDO, value("12.34", true), ScaleModel.Unit.KILOGRAM),
            written(ScaleDialect.TOLEDO, new Shown.Overload(), ScaleModel.Unit.KILOGRAM));
    List<String> published =
        Files.readAllLines(Vectors.oracle("weight/vectors.tsv")).stream()
            .filter(row -> !row.startsWith("#"))
            .map(row -> row.split("\t", -1)[1])
            .toList();
    assertEquals(List.of(), written.stream().filter(frame -> !published.contains(frame)).toList());
  }
}
