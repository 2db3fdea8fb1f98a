package io.coldshelf.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private static CircuitBreaker broken(Duration interval, long now) {
    CircuitBreaker breaker = new CircuitBreaker(interval);
    for (int i = 0; i < CircuitBreaker.PATIENCE; i++) {
      breaker.failed(now);
    }
    return breaker;
  }

  @Test
  void twoFaultsInARowChangeNothing() {
    CircuitBreaker breaker = new CircuitBreaker(Duration.ofSeconds(1));
    breaker.failed(0);
    breaker.failed(0);

    assertTrue(breaker.mayTry(0));
    assertFalse(breaker.isOpen());
  }

  @Test
  void theThirdFaultMakesItWait() {
    CircuitBreaker breaker = broken(Duration.ofSeconds(1), 5000);

    assertTrue(breaker.isOpen());
    assertFalse(breaker.mayTry(5999));
    assertTrue(breaker.mayTry(6000));
  }

  @Test
  void aSuccessBetweenFaultsStartsTheCountAnew() {
    CircuitBreaker breaker = new CircuitBreaker(Duration.ofSeconds(1));
    breaker.failed(0);
    breaker.failed(0);
    breaker.succeeded();
    breaker.failed(0);
    breaker.failed(0);

    assertTrue(breaker.mayTry(0));
  }

  @Test
  void probesComeAtIntervalsThatDoubleToAMinute() {
    CircuitBreaker breaker = broken(Duration.ofSeconds(5), 0);
    List<Long> seconds = new ArrayList<>();
    long last = 0;
    for (long now = 0; now <= 300_000; now += 1000) {
      if (breaker.mayTry(now)) {
        seconds.add((now - last) / 1000);
        last = now;
        breaker.failed(now);
      }
    }

    assertEquals(List.of(5L, 10L, 20L, 40L, 60L, 60L, 60L), seconds);
  }

  @Test
  void aDeviceThatIsPolledSeldomIsProbedAsOftenAsItIsPolled() {
    CircuitBreaker breaker = broken(Duration.ofMinutes(5), 0);
    breaker.failed(0);

    assertFalse(breaker.mayTry(299_999));
    assertTrue(breaker.mayTry(300_000));
  }

  @Test
  void theFirstAnswerPutsItBackToNormal() {
    CircuitBreaker breaker = broken(Duration.ofSeconds(1), 0);
    breaker.succeeded();

    assertFalse(breaker.isOpen());
    assertTrue(breaker.mayTry(0));
  }

  @Test
  void refusesAnIntervalThatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new CircuitBreaker(Duration.ZERO));
  }
}
