package io.coldshelf.driver.board;

import io.coldshelf.driver.line.LineException;
import io.coldshelf.profile.Wiring.Pull;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A board whose chips and pins are made of code. What is not there is missing as on a real one. */
public final class FakeBoard implements Board {

  private final Map<String, I2cAnswers> chips = new HashMap<>();
  private final Map<String, UnaryOperator<byte[]>> spi = new HashMap<>();
  private final Map<Integer, FakePin> pins = new ConcurrentHashMap<>();

  /** Nothing is on it. */
  public FakeBoard() {}

  /** What a chip answers. */
  @FunctionalInterface
  public interface I2cAnswers {

    /**
     * Answers a read.
     *
     * @param written what was sent last
     * @param count how many bytes are asked for
     * @return as many
     * @throws IOException where the chip does not take part
     */
    byte[] read(byte[] written, int count) throws IOException;
  }

  /**
   * Puts a chip on bus 1.
   *
   * @param address its address
   * @param answers what it says
   */
  public void put(int address, I2cAnswers answers) {
    chips.put("1/" + address, answers);
  }

  /**
   * Puts a chip on bus 0 of SPI.
   *
   * @param select its chip select
   * @param exchange what comes for what is sent
   */
  public void put(int select, UnaryOperator<byte[]> exchange) {
    spi.put("0." + select, exchange);
  }

  /**
   * The pin of a number, made where there is none.
   *
   * @param line its number
   * @return the pin
   */
  public FakePin pin(int line) {
    return pins.computeIfAbsent(line, _ -> new FakePin());
  }

  @Override
  public I2cChip i2c(int bus, int address) throws LineException {
    if (bus != 1) {
      throw new LineException("the I2C bus " + bus + " is not there", "Enable it.");
    }
    return new I2cChip() {
      private byte[] written = {};

      private I2cAnswers chip() throws IOException {
        I2cAnswers chip = chips.get(bus + "/" + address);
        if (chip == null) {
          throw new IOException("no acknowledgement");
        }
        return chip;
      }

      @Override
      public void write(byte[] bytes) throws IOException {
        I2cAnswers _ = chip();
        written = bytes.clone();
      }

      @Override
      public byte[] read(int count) throws IOException {
        return chip().read(written, count);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public SpiChip spi(int bus, int select, int mode, int hertz) throws LineException {
    if (bus != 0) {
      throw new LineException("the SPI bus " + bus + " is not there", "Enable it.");
    }
    return new SpiChip() {
      @Override
      public byte[] transfer(byte[] bytes) {
        // Where no chip drives the line it floats high.
        return spi.getOrDefault("0." + select, FakeBoard::floating).apply(bytes.clone());
      }

      @Override
      public void close() {}
    };
  }

  private static byte[] floating(byte[] sent) {
    Arrays.fill(sent, (byte) 0xFF);
    return sent;
  }

  @Override
  public InputPin pin(int line, Pull pull, Consumer<Boolean> edge) throws LineException {
    FakePin pin = pins.get(line);
    if (pin == null) {
      throw new LineException("the pin " + line + " is not there", "Check its number.");
    }
    pin.listener = edge;
    return new InputPin() {
      @Override
      public boolean isHigh() {
        return pin.high;
      }

      @Override
      public void close() {
        pin.listener = _ -> {};
      }
    };
  }

  /** A pin, high at first as one that is pulled up. */
  public static final class FakePin {
    private volatile boolean high = true;
    private volatile Consumer<Boolean> listener = _ -> {};

    private FakePin() {}

    /**
     * Sets its level.
     *
     * @param level true for high
     */
    public void set(boolean level) {
      high = level;
      listener.accept(level);
    }
  }
}
