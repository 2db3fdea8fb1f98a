package io.coldshelf.driver.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProvider;
import com.pi4j.plugin.mock.provider.spi.MockSpiProvider;
import io.coldshelf.driver.board.Board.I2cChip;
import io.coldshelf.driver.board.Board.InputPin;
import io.coldshelf.driver.board.Board.SpiChip;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.profile.Wiring.Pull;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Pi4J with its own mock, and without the hardware: what a machine says that has none. */
class Pi4jBoardTest {

  private static Pi4jBoard mocked() {
    return new Pi4jBoard(kind ->
        switch (kind) {
          case I2C -> MockI2CProvider.newInstance();
          case SPI -> MockSpiProvider.newInstance();
          case PIN -> MockDigitalInputProvider.newInstance();
        });
  }

  @Test
  void chipsAndPinsAreHadAgainAfterTheyWereClosed() throws IOException {
    Pi4jBoard board = mocked();
    for (int i = 0; i < 3; i++) {
      try (I2cChip chip = board.i2c(1, 0x44)) {
        chip.write(new byte[] {1, 2});
        assertArrayEquals(new byte[] {1, 2}, chip.read(2), "the mock gives back what it took");
        assertThrows(IOException.class, () -> chip.read(2), "nothing more is there");
      }
      try (SpiChip chip = board.spi(0, 1, 1, 500_000)) {
        assertEquals(2, chip.transfer(new byte[] {1, 2}).length);
      }
      try (InputPin pin = board.pin(17, Pull.UP, _ -> {})) {
        assertFalse(pin.isHigh(), "the mock's first level");
      }
    }
  }

  @Test
  void whatIsNotThereIsAFaultWithWhatToDo() {
    Pi4jBoard board = new Pi4jBoard();
    LineException bus = assertThrows(LineException.class, () -> board.i2c(93, 0x44));
    assertTrue(bus.fault().suggestion().contains("i2c"), bus.fault()::toString);
    LineException spi = assertThrows(LineException.class, () -> board.spi(1, 2, 1, 500_000));
    assertTrue(spi.fault().suggestion().contains("spi"), spi.fault()::toString);
    LineException pin = assertThrows(LineException.class, () -> board.pin(999, Pull.UP, _ -> {}));
    assertTrue(pin.fault().suggestion().contains("gpioinfo"), pin.fault()::toString);
    assertFalse(pin.fault().reason().contains("null"), pin.fault()::toString);
  }
}
