package io.coldshelf.driver.i2c;

import io.coldshelf.driver.board.Board.I2cChip;
import io.coldshelf.driver.board.Measured;
import io.coldshelf.driver.board.Pause;
import io.coldshelf.profile.SensorQuantity.Chip;
import io.coldshelf.profile.SensorQuantity.Quantity;
import java.io.IOException;
import java.util.Map;

/** How one kind of chip is asked. */
interface SensorChip {

  /** All of its quantities, measured now; an exception where it does not answer. */
  Map<Quantity, Measured> measure(I2cChip on, Pause pause) throws IOException, InterruptedException;

  /** What a chip of a profile is asked by. */
  static SensorChip of(Chip chip) {
    return switch (chip) {
      case SHT3X -> Sht.SHT3X;
      case SHT4X -> Sht.SHT4X;
      case TMP117 -> new Tmp117();
      case MCP9808 -> new Mcp9808();
      case DS18B20, DS18S20, DS1822, DS1825, DS28EA00, MAX31865 ->
          throw new IllegalArgumentException("a " + chip.code() + " is not on I2C");
    };
  }
}
