package io.coldshelf.driver.i2c;

import io.coldshelf.driver.board.Board.I2cChip;
import io.coldshelf.driver.board.Measured;
import io.coldshelf.driver.board.Pause;
import io.coldshelf.profile.SensorQuantity.Quantity;
import java.io.IOException;
import java.util.Map;

/** Microchip's MCP9808 (data sheet 5.1): it measures by itself, four times a second. */
final class Mcp9808 implements SensorChip {

  private static final int TEMPERATURE = 0x05;
  private static final int MAKER = 0x06;
  private static final int MICROCHIP = 0x0054;
  private static final int DEVICE = 0x07;

  /** The lower byte is the revision. */
  private static final int OWN = 0x04;

  private static final double COUNTS_PER_CELSIUS = 16;

  @Override
  public Map<Quantity, Measured> measure(I2cChip on, Pause pause) throws IOException {
    int maker = Registers.read(on, MAKER);
    int device = Registers.read(on, DEVICE);
    if (maker != MICROCHIP || device >> 8 != OWN) {
      throw Registers.isAnother("MCP9808", maker == MICROCHIP ? device : maker);
    }
    // Above the sign stand three bits of alarms.
    int counts = Registers.read(on, TEMPERATURE) << 19 >> 19;
    return Map.of(Quantity.TEMPERATURE, Measured.good(counts / COUNTS_PER_CELSIUS));
  }
}
