package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Epc;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagFieldTest {

  private static final int PLACES = 20;
  private static final int ROUNDS = 2_000;

  private final List<Optional<Item>> places =
      IntStream.range(0, PLACES).mapToObj(i -> Optional.of(new Item(epc(i), 1, 0.9))).toList();

  @Test
  void aTagIsReadAsOftenAsItIsReadable() {
    assertEquals(0.9, share(field(1, 0), 3), 0.03);
  }

  @Test
  void aShadowSilencesNeighboursTogetherAndNobodyElse() {
    TagField field = field(1, 0);
    field.enter(new TagField.Shadow(5, 12));
    for (int place = 0; place < PLACES; place++) {
      double share = share(field, place);
      if (place >= 5 && place < 12) {
        assertTrue(share < 0.05, place + " in the shadow: " + share);
      } else {
        assertEquals(0.9, share, 0.03, place + " in the clear");
      }
    }
  }

  @Test
  void whoLeavesTakesTheShadowAlong() {
    TagField field = field(1, 0);
    TagField.Shadow shadow = new TagField.Shadow(0, PLACES);
    field.enter(shadow);
    assertTrue(share(field, 3) < 0.05);
    field.leave(shadow);
    assertEquals(0.9, share(field, 3), 0.03);
  }

  @Test
  void aSecondAntennaSeesTheOtherPartBetter() {
    TagField field = field(2, 0);
    long near = seen(field, 2, 15);
    long far = seen(field, 2, 2);
    assertTrue(near > 1.5 * far, near + " near, " + far + " far");
  }

  @Test
  void tagsOfTheNextShelfAreReadNowAndThenAndWeaker() {
    TagField field = field(1, 0.1);
    long crossed =
        IntStream.range(0, ROUNDS)
            .filter(time ->
                field.round(places, 1, time).stream().anyMatch(tag -> tag.epc().equals(epc(99))))
            .count();
    assertEquals(0.1 * ROUNDS, (double) crossed, 50);
  }

  @Test
  void anEmptyPlaceIsSilent() {
    assertEquals(List.of(), field(1, 0).round(List.of(Optional.empty()), 1, 0));
  }

  @Test
  void strengthsAreThoseOfAReader() {
    field(1, 0)
        .round(places, 1, 0)
        .forEach(tag -> assertTrue(tag.rssiDbm() > -80 && tag.rssiDbm() < -30, tag.toString()));
  }

  @Test
  void thereIsNoOtherAntenna() {
    TagField field = field(2, 0);
    assertThrows(IllegalArgumentException.class, () -> field.round(places, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> field.round(places, 3, 0));
  }

  private double share(TagField field, int place) {
    return (double) seen(field, 1, place) / ROUNDS;
  }

  private long seen(TagField field, int antenna, int place) {
    return IntStream.range(0, ROUNDS)
        .filter(time ->
            field.round(places, antenna, time).stream()
                .anyMatch(tag -> tag.epc().equals(epc(place))))
        .count();
  }

  private static TagField field(int antennas, double crossRead) {
    return new TagField(
        new ShelfSetup.Radio(antennas, 0.9, 0.1, crossRead), new Noise(11), List.of(epc(99)));
  }

  private static Epc epc(int serial) {
    return Sgtin96.encode("06901234567892", 7, 1, serial);
  }
}
