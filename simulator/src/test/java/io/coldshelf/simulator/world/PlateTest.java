package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlateTest {

  private static final ShelfSetup.Scale STILL = new ShelfSetup.Scale(0, 0.001, 0, 0);

  @Test
  void showsWhatLiesOnIt() {
    Plate plate = new Plate(STILL, new Noise(1));
    plate.load(12.36);
    assertEquals(12.36, plate.kilograms(5), 1e-9);
  }

  @Test
  void aHandPushesAndThePlateSettles() {
    Plate plate = new Plate(STILL, new Noise(1));
    plate.load(10);
    plate.touch(1_000, 1_600, 3, 500);
    assertEquals(10, plate.kilograms(999), 1e-9);
    assertEquals(13, plate.kilograms(1_300), 1e-9);
    assertTrue(plate.kilograms(1_610) < 10, "springs back below");
    assertEquals(10, plate.kilograms(2_099), 0.01);
    assertEquals(10, plate.kilograms(2_100), 1e-9);
  }

  @Test
  void isUnstableFromTheTouchUntilItHasSettled() {
    Plate plate = new Plate(STILL, new Noise(1));
    plate.touch(1_000, 1_600, 3, 500);
    assertTrue(plate.stable(999));
    assertFalse(plate.stable(1_000));
    assertFalse(plate.stable(2_099));
    assertTrue(plate.stable(2_100));
  }

  @Test
  void noiseHasItsDeviation() {
    Plate plate = new Plate(new ShelfSetup.Scale(0.002, 0.000_1, 0, 0), new Noise(1));
    double[] errors = LongStream.range(0, 20_000).mapToDouble(plate::kilograms).toArray();
    double square = Arrays.stream(errors).map(x -> x * x).average().orElseThrow();
    assertEquals(0.002, Math.sqrt(square), 0.000_1);
  }

  @Test
  void glitchesAreAsRareAndAsLargeAsAskedFor() {
    Plate plate = new Plate(new ShelfSetup.Scale(0, 0.001, 0, 6), new Noise(1));
    double[] glitches =
        LongStream.range(0, 100_000)
            .mapToDouble(time -> Math.abs(plate.kilograms(time)))
            .filter(size -> size > 0)
            .toArray();
    assertEquals(1_000, glitches.length, 150);
    assertTrue(Arrays.stream(glitches).allMatch(size -> size >= 0.1 && size <= 24));
  }

  @Test
  void theZeroWandersWithinItsBound() {
    Plate plate = new Plate(new ShelfSetup.Scale(0, 0.001, 0.01, 0), new Noise(1));
    double[] zero =
        LongStream.range(0, 24).mapToDouble(hour -> plate.kilograms(hour * 3_600_000)).toArray();
    assertEquals(0.01, Arrays.stream(zero).max().orElseThrow(), 0.001);
    assertEquals(-0.01, Arrays.stream(zero).min().orElseThrow(), 0.001);
  }
}
