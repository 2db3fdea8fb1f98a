package io.coldshelf.driver.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.coldshelf.profile.Connection;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Golden bytes of each message that we send, written by hand from LLRP 1.0.1, 16. */
class RequestTest {

  private static final String ROSPEC =
      "00b1 0057 00c01d5e 00 00"
          + " 00b2 0012 00b3 0005 01 00b6 0009 00 00000000"
          + " 00b7 002e 0001 0000"
          + " 00b8 0009 00 00000000"
          + " 00ba 001d 0001 01"
          + " 00de 0016 0000"
          + " 014a 0010 00 0150 000b 40 0020 00000000"
          + " 00ed 000d 01 0001 00ee 0006 1780";

  @Test
  void capabilities() {
    assertBytes("0401 0000000b 00000005 00", Request.capabilities());
  }

  @Test
  void configuration() {
    assertBytes(
        "0403 00000032 00000005 00"
            + " 00f4 0019 00f5 0007 0003 80 00f5 0007 0004 80 00f5 0007 0008 80"
            + " 00dc 0009 01 00001388"
            + " 00e2 0005 80",
        Request.configuration(Duration.ofSeconds(5), true));
  }

  @Test
  void roSpecs() {
    assertBytes("041a 0000000a 00000005", Request.roSpecs());
  }

  @Test
  void add() {
    assertBytes(
        "0414 00000061 00000005" + ROSPEC,
        Request.add(new Inventory(OptionalInt.of(1), 32).roSpec()));
  }

  @Test
  void deleteEnableAndStart() {
    assertBytes("0415 0000000e 00000005 00000007", Request.delete(7));
    assertBytes("0418 0000000e 00000005 00c01d5e", Request.enable(Inventory.ROSPEC_ID));
    assertBytes("0416 0000000e 00000005 00c01d5e", Request.start(Inventory.ROSPEC_ID));
  }

  @Test
  void radioIsLeftToTheReaderIfWanted() {
    Parameter roSpec =
        Inventory.of(Connection.parse("llrp://h?session=reader&population=9")).roSpec();

    Parameter spec =
        roSpec
            .parameters()
            .first(ParameterType.AI_SPEC)
            .flatMap(ai -> ai.parameters().first(ParameterType.INVENTORY_PARAMETER_SPEC))
            .orElseThrow();
    assertEquals("000101", spec.fields().toString());
    assertEquals(Parameters.NONE, spec.parameters());
  }

  @Test
  void ourRoSpecOnAReaderIsKnownInAnyStateAndWithMoreFilledIn() {
    Inventory inventory = new Inventory(OptionalInt.of(1), 32);
    Parameter ours = inventory.roSpec();
    Parameter active = new Parameter(177, ours.fields().with(5, 2), ours.parameters());
    Parameter filledIn =
        new Parameter(
            177,
            ours.fields().with(5, 1),
            Parameters.of(
                ours.parameters().list().get(0),
                ours.parameters().list().get(1),
                Parameter.of(ParameterType.LOOP_SPEC, Fields.of().u16(1)),
                ours.parameters().list().get(2)));

    assertEquals(Optional.of(Inventory.State.DISABLED), inventory.stateOf(ours));
    assertEquals(Optional.of(Inventory.State.ACTIVE), inventory.stateOf(active));
    assertEquals(Optional.of(Inventory.State.INACTIVE), inventory.stateOf(filledIn));
  }

  @Test
  void otherRoSpecsAreNotOurs() {
    Inventory inventory = new Inventory(OptionalInt.of(1), 32);
    Parameter ours = inventory.roSpec();
    Parameter otherId = new Parameter(177, ours.fields().with(3, 1), ours.parameters());
    Parameter otherSession = new Inventory(OptionalInt.of(2), 32).roSpec();
    Parameter less =
        new Parameter(177, ours.fields(), new Parameters(ours.parameters().list().subList(0, 2)));

    assertEquals(Optional.empty(), inventory.stateOf(otherId));
    assertEquals(Optional.empty(), inventory.stateOf(otherSession));
    assertEquals(Optional.empty(), inventory.stateOf(less));
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    for (String options :
        new String[] {"session=4", "session=-1", "session=x", "population=65536"}) {
      Connection connection = Connection.parse("llrp://h?" + options);
      assertThrows(IllegalArgumentException.class, () -> Inventory.of(connection), options);
    }
  }

  private static void assertBytes(String hex, Request request) {
    assertEquals(hex.replace(" ", ""), HexFormat.of().formatHex(request.message(5).encode()));
  }
}
