package io.coldshelf.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coldshelf.simulator.bench.Bar;
import io.coldshelf.simulator.bench.Figure;
import io.coldshelf.simulator.bench.Series;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

  private static final Figure MET =
      Figure.compared(
          "durable-readings-per-second",
          "1/s",
          new Series(List.of(700_000.0, 600_000.0, 650_000.0)),
          new Series(List.of(1_000_000.0, 1_000_000.0, 1_000_000.0)),
          Bar.atLeast(500_000).andRatio(0.6));
  private static final Figure MISSED =
      Figure.alone("flash-bytes-per-commit", "By", Series.of(17_000), Bar.atMost(16_384));
  private static final Figure FREE = Figure.alone("commits", "1", Series.of(8_640), Bar.NONE);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int tell(boolean json, Figure... figures) {
    return BenchCommand.tell(
        new PrintStream(out, true, StandardCharsets.UTF_8), json, "journal", List.of(figures));
  }

  private List<String> out() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void oneBarThatIsMissedIsExitCodeOne() {
    assertEquals(0, tell(false, MET, FREE));
    assertEquals(1, tell(false, MET, MISSED, FREE));
  }

  @Test
  void aScriptGetsOneLineAFigure() throws Exception {
    assertEquals(1, tell(true, MET, MISSED, FREE));

    assertEquals(3, out().size());
    JsonNode met = new ObjectMapper().readTree(out().getFirst());
    assertEquals("journal", met.path("bench").asText());
    assertEquals("durable-readings-per-second", met.path("figure").asText());
    assertEquals(650_000, met.path("value").asDouble());
    assertEquals("1/s", met.path("unit").asText());
    assertEquals(1_000_000, met.path("reference").asDouble());
    assertEquals(0.65, met.path("ratio").asDouble());
    assertEquals(500_000, met.path("bar").asDouble());
    assertEquals(0.6, met.path("ratioBar").asDouble());
    assertTrue(met.path("met").asBoolean());
  }

  @Test
  void whatThereIsNotIsLeftOut() throws Exception {
    tell(true, MISSED, FREE);

    JsonNode missed = new ObjectMapper().readTree(out().getFirst());
    assertTrue(missed.has("bar") && !missed.path("met").asBoolean(true));
    assertTrue(!missed.has("reference") && !missed.has("ratio") && !missed.has("ratioBar"));
    JsonNode free = new ObjectMapper().readTree(out().getLast());
    assertTrue(!free.has("bar") && !free.has("met"));
  }

  @Test
  void aPersonSeesWhatIsNotMet() {
    tell(false, MET, MISSED, FREE);

    assertTrue(out().get(1).endsWith(">= 500,000, ratio >= 0.60  met"), out()::toString);
    assertTrue(out().get(2).endsWith("<= 16,384                  NOT MET"), out()::toString);
    assertTrue(out().get(3).startsWith("commits"), out()::toString);
  }
}
