package io.coldshelf.driver.i2c;

import io.coldshelf.driver.board.Board.I2cChip;
import io.coldshelf.driver.board.Measured;
import io.coldshelf.driver.board.Pause;
import io.coldshelf.model.Quality;
import io.coldshelf.profile.SensorQuantity.Quantity;
import java.io.IOException;
import java.util.Map;

/**
 * Texas Instruments' TMP117 (data sheet 7.6): it measures by itself, once a second as delivered.
 */
final class Tmp117 implements SensorChip {

  private static final int TEMPERATURE = 0x00;
  private static final int IDENTITY = 0x0F;

  /** The upper four bits are the revision. */
  private static final int IDENTITY_MASK = 0x0FFF;

  private static final int OWN = 0x0117;

  /** -256 °C: nothing was measured since power came. */
  private static final short UNMEASURED = Short.MIN_VALUE;

  private static final double CELSIUS = 0.0078125;

  @Override
  public Map<Quantity, Measured> measure(I2cChip on, Pause pause) throws IOException {
    int identity = Registers.read(on, IDENTITY);
    if ((identity & IDENTITY_MASK) != OWN) {
      throw Registers.isAnother("TMP117", identity);
    }
    short counts = (short) Registers.read(on, TEMPERATURE);
    return Map.of(
        Quantity.TEMPERATURE,
        counts == UNMEASURED ? Measured.none(Quality.BAD) : Measured.good(counts * CELSIUS));
  }
}
