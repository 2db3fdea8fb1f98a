package io.coldshelf.simulator.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.model.Epc;
import java.util.List;
import org.junit.jupiter.api.Test;

class TruthLinesTest {

  private static final List<Epc> EPCS = List.of(Epc.parse("3034AB"), Epc.parse("3034CD"));

  @Test
  void itemsComeWithTheirTagsAndTheStock() {
    assertEquals(
        "{\"timeMillis\":7,\"what\":\"items-taken\",\"subject\":\"milk\","
            + "\"epcs\":[\"3034AB\",\"3034CD\"],\"stockAfter\":3}",
        TruthLines.line(new TruthEvent.ItemsTaken(7, "milk", EPCS, 3)));
    assertEquals(
        "{\"timeMillis\":7,\"what\":\"items-returned\",\"subject\":\"milk\","
            + "\"epcs\":[],\"stockAfter\":3}",
        TruthLines.line(new TruthEvent.ItemsReturned(7, "milk", List.of(), 3)));
    assertEquals(
        "{\"timeMillis\":7,\"what\":\"items-restocked\",\"subject\":\"milk\","
            + "\"epcs\":[],\"stockAfter\":3}",
        TruthLines.line(new TruthEvent.ItemsRestocked(7, "milk", List.of(), 3)));
  }

  @Test
  void aShadowSaysHowLongAndHowWide() {
    assertEquals(
        "{\"timeMillis\":7,\"what\":\"shadow\",\"subject\":\"milk\","
            + "\"untilMillis\":9,\"fraction\":0.25}",
        TruthLines.line(new TruthEvent.ShadowFell(7, "milk", 9, 0.25)));
  }

  @Test
  void conditionsBeginWithTheirReasonAndEnd() {
    assertEquals(
        "{\"timeMillis\":7,\"what\":\"began\",\"subject\":\"case\","
            + "\"condition\":\"temperature-breach\",\"detail\":\"above 6\"}",
        TruthLines.line(new TruthEvent.Began(7, "case", Condition.TEMPERATURE_BREACH, "above 6")));
    assertEquals(
        "{\"timeMillis\":7,\"what\":\"ended\",\"subject\":\"case\",\"condition\":\"defrost\"}",
        TruthLines.line(new TruthEvent.Ended(7, "case", Condition.DEFROST)));
  }
}
