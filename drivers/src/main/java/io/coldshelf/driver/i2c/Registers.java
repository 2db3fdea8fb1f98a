package io.coldshelf.driver.i2c;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.board.Board.I2cChip;
import io.coldshelf.driver.line.LineException;
import java.io.IOException;

/** Registers of 16 bits, high byte first, as thermometers on I2C have them. */
final class Registers {

  private Registers() {}

  static int read(I2cChip chip, int register) throws IOException {
    chip.write(new byte[] {(byte) register});
    byte[] word = chip.read(2);
    return (word[0] & 0xFF) << 8 | (word[1] & 0xFF);
  }

  static LineException isAnother(String expected, int id) {
    return new LineException(
        Fault.Kind.REFUSED,
        "the chip that answers is no %s: its identity is 0x%04x".formatted(expected, id),
        "Check 'profile' and the address in 'connect': 'i2cdetect -y 1' lists what answers.");
  }
}
