package io.coldshelf.driver.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.board.FakeBoard;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GpioTest {

  private final FakeBoard board = new FakeBoard();
  private final GpioDriver driver = new GpioDriver(board);
  private final BlockingQueue<Observation> said = new LinkedBlockingQueue<>();

  @Test
  void aLevelCountsOnceItHasHeldAndFromWhenItBegan() {
    Debounce debounce = new Debounce(50, true);
    assertEquals(Debounce.NEVER, debounce.dueMillis());
    debounce.seen(false, 1_000);
    assertEquals(1_050, debounce.dueMillis());
    debounce.seen(true, 1_010);
    assertEquals(Debounce.NEVER, debounce.dueMillis());
    debounce.seen(false, 1_020);
    debounce.seen(false, 1_060);
    assertEquals(Optional.empty(), debounce.settle(1_069));
    assertEquals(Optional.of(new Debounce.Change(false, 1_020)), debounce.settle(1_070));
    assertEquals(Optional.empty(), debounce.settle(2_000));
    assertTrue(!debounce.level());
  }

  @Test
  void whatOnlyTwitchesNeverCounts() {
    Debounce debounce = new Debounce(50, true);
    for (long now = 0; now < 100_000; now += 30) {
      debounce.seen(now % 60 == 0, now);
      assertEquals(Optional.empty(), debounce.settle(now));
    }
  }

  private Device.Listening open(String profile, String place, Duration every) {
    DeviceProfile found = DeviceProfiles.builtIn().find(profile).orElseThrow();
    return driver.open(
        new DeviceSetup(
            "door",
            found.reportingEvery(every),
            Connection.parse(place),
            Duration.ofSeconds(2),
            InstantSource.system()));
  }

  private CompletableFuture<Fault> listen(Device.Listening device) {
    CompletableFuture<Fault> end = new CompletableFuture<>();
    Thread _ =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                end.complete(device.listen(said::add));
              } catch (InterruptedException e) {
                end.cancel(false);
              }
            });
    return end;
  }

  private Reading next() throws InterruptedException {
    Observation next = said.poll(20, TimeUnit.SECONDS);
    return assertInstanceOf(Reading.class, next);
  }

  /**
   * With the contact from the pin to ground, and from the pin to 3.3 V; and one that is reversed.
   */
  @ParameterizedTest
  @CsvSource({
    "gpio-door, gpio:17, true, 1",
    "gpio-door, gpio:17, false, 0",
    "gpio-door, gpio:17?closed=high, true, 0",
    "gpio-door, gpio:17?pull=down, true, 0",
    "gpio-door, gpio:17?pull=none, true, 1",
    "gpio-defrost, gpio:17, false, 1",
    "gpio-power, gpio:17, true, 0"
  })
  void theStateIsSaidAtOnce(String profile, String place, boolean high, double value)
      throws Exception {
    board.pin(17).set(high);
    Device.Listening device = open(profile, place, Duration.ofMinutes(1));
    CompletableFuture<Fault> end = listen(device);
    assertTrue(assertInstanceOf(DeviceState.class, said.poll(20, TimeUnit.SECONDS)).online());
    assertEquals(value, next().value());
    device.close();
    assertTrue(end.handle((_, _) -> true).get(10, TimeUnit.SECONDS));
  }

  @Test
  void aDoorThatOpensIsToldOnceAndWithTheTimeOfTheFirstEdge() throws Exception {
    board.pin(17).set(false);
    Device.Listening device = open("gpio-door", "gpio:17?debounce=20", Duration.ofMinutes(1));
    CompletableFuture<Fault> _ = listen(device);
    assertInstanceOf(DeviceState.class, said.poll(20, TimeUnit.SECONDS));
    assertEquals(0, next().value());
    for (int i = 0; i < 5; i++) {
      long before = System.currentTimeMillis();
      board.pin(17).set(true);
      long after = System.currentTimeMillis();
      Reading opened = next();
      assertEquals(1, opened.value());
      assertTrue(opened.timeMillis() >= before && opened.timeMillis() <= after + 5);
      board.pin(17).set(false);
      assertEquals(0, next().value());
    }
    assertEquals(0, said.size());
    device.close();
  }

  @Test
  void whatStandsStillIsSaidAgain() throws Exception {
    board.pin(17).set(false);
    Device.Listening device = open("gpio-door", "gpio:17", Duration.ofSeconds(1));
    CompletableFuture<Fault> _ = listen(device);
    assertInstanceOf(DeviceState.class, said.poll(20, TimeUnit.SECONDS));
    long first = next().timeMillis();
    assertTrue(next().timeMillis() >= first + 1_000);
    device.close();
  }

  @Test
  void aPinThatIsNotThereIsAFault() throws Exception {
    Device.Listening device = open("gpio-door", "gpio:99", Duration.ofMinutes(1));
    assertEquals(Fault.Kind.UNREACHABLE, listen(device).get(10, TimeUnit.SECONDS).kind());
    device.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpio:x",
        "gpio:17?pull=sideways",
        "gpio:17?closed=maybe",
        "gpio:17?debounce=0",
        "gpio:17?debounce=10001",
        "gpio:17?edge=both",
        "w1:28-00000abcdef0"
      })
  void connectionsThatMakeNoSenseAreRefused(String url) {
    assertEquals("gpio-17", driver.bus(Connection.parse("gpio:17?pull=none")));
    assertThrows(IllegalArgumentException.class, () -> driver.bus(Connection.parse(url)));
  }
}
