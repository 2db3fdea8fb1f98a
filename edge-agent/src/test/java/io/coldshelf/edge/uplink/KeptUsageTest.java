package io.coldshelf.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KeptUsageTest {

  private static final DataPlan BUDGET =
      new DataPlan(
          OptionalLong.empty(),
          OptionalLong.of(1),
          OptionalLong.empty(),
          List.of(),
          ZoneOffset.UTC);
  private static final long MINUTE = KeptUsage.WITH_A_BUDGET.toNanos();

  private final Allowance allowance = new Allowance(BUDGET, 0, 0);
  private final KeptUsage usage = new KeptUsage(BUDGET, 0);

  @Test
  void itIsHandedOutOnceAMinute() {
    allowance.spend(1, 0);
    usage.offer(allowance, MINUTE - 1);
    assertEquals(Optional.empty(), usage.take());
    usage.offer(allowance, MINUTE);
    assertTrue(usage.take().isPresent());
    assertEquals(Optional.empty(), usage.take());
    allowance.spend(1, 0);
    usage.offer(allowance, 2 * MINUTE - 1);
    assertEquals(Optional.empty(), usage.take());
  }

  @Test
  void whatHasNotChangedIsNotKeptAgain() {
    usage.offer(allowance, MINUTE);
    assertTrue(usage.take().isPresent());
    usage.offer(allowance, 2 * MINUTE);
    assertEquals(Optional.empty(), usage.take());
  }

  @Test
  void theLastIsHandedOutAtOnce() {
    allowance.spend(7, 0);
    usage.offerLast(allowance);
    Allowance next = new Allowance(BUDGET, 0, 0);
    next.restore(usage.take().orElseThrow());
    assertEquals(7, next.dayBytes());
  }
}
