package io.coldshelf.driver.board;

import io.coldshelf.driver.line.LineException;
import io.coldshelf.profile.Wiring.Pull;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The gateway's own board. What it gives is one device's, is used by one thread, and is closed by
 * whoever took it.
 */
public interface Board {

  /**
   * A chip on an I2C bus. Nothing is sent yet.
   *
   * @param bus the bus's number, 1 for {@code /dev/i2c-1}
   * @param address 0x08 to 0x77
   * @return the chip
   * @throws LineException when there is no such bus, or it may not be used
   */
  I2cChip i2c(int bus, int address) throws LineException;

  /**
   * A chip on an SPI bus. Nothing is sent yet.
   *
   * @param bus the bus's number, 0 for {@code /dev/spidev0.1}
   * @param select the chip select's number, 1 there
   * @param mode 0 to 3: the clock's polarity and phase
   * @param hertz the clock
   * @return the chip
   * @throws LineException when there is no such bus, or it may not be used
   */
  SpiChip spi(int bus, int select, int mode, int hertz) throws LineException;

  /**
   * A pin that is read.
   *
   * @param line its number at the processor
   * @param pull what holds its level
   * @param edge told of each new level, true for high, from any thread; must not block
   * @return the pin
   * @throws LineException when there is none, or it is in use
   */
  InputPin pin(int line, Pull pull, Consumer<Boolean> edge) throws LineException;

  /** A chip on an I2C bus. */
  interface I2cChip extends AutoCloseable {

    /**
     * Sends bytes.
     *
     * @param bytes all in one transfer
     * @throws IOException when nobody takes them
     */
    void write(byte[] bytes) throws IOException;

    /**
     * Reads bytes.
     *
     * @param count how many, in one transfer
     * @return as many
     * @throws IOException when nobody gives them
     */
    byte[] read(int count) throws IOException;

    @Override
    void close();
  }

  /** A chip on an SPI bus. */
  interface SpiChip extends AutoCloseable {

    /**
     * Sends bytes and reads as many at once.
     *
     * @param bytes what is sent
     * @return what came meanwhile
     * @throws IOException when the bus does not work
     */
    byte[] transfer(byte[] bytes) throws IOException;

    @Override
    void close();
  }

  /** A pin that is read. */
  interface InputPin extends AutoCloseable {

    /**
     * Its level now.
     *
     * @return true for high
     * @throws IOException when it cannot be read
     */
    boolean isHigh() throws IOException;

    @Override
    void close();
  }
}
