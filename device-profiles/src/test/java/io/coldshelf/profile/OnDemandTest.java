package io.coldshelf.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnDemandTest {

  private final List<String> made = new ArrayList<>();
  private final Map<String, Integer> map =
      new OnDemand<>(
          List.of("a", "bb"),
          name -> {
            made.add(name);
            return name.length();
          });

  @Test
  void namesCostNothing() {
    assertTrue(map.containsKey("bb"));
    assertFalse(map.containsKey("c"));
    assertEquals(2, map.keySet().size());
    assertEquals(List.of(), made);
  }

  @Test
  void aValueIsMadeOnceAndNoOther() {
    assertEquals(2, map.get("bb"));
    assertEquals(2, map.get("bb"));
    assertEquals(List.of("bb"), made);
  }

  @Test
  void whatIsNotThereIsNotMade() {
    assertNull(map.get("c"));
    assertEquals(List.of(), made);
  }

  @Test
  void itsEntriesAreAllOfThem() {
    assertEquals(Map.of("a", 1, "bb", 2), map);
    assertThrows(UnsupportedOperationException.class, () -> map.entrySet().clear());
  }
}
