package io.coldshelf.driver.board;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiBus;
import com.pi4j.io.spi.SpiMode;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import com.pi4j.plugin.linuxfs.provider.spi.LinuxFsSpiProvider;
import com.pi4j.provider.Provider;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.profile.Wiring.Pull;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * This machine's board by Pi4J: I2C and SPI by the kernel's devices in {@code /dev}, pins by its
 * gpiochip. Each provider is named, since Pi4J's own search takes whatever lies on the class path;
 * each is made when it is first needed.
 */
public final class Pi4jBoard implements Board {

  private static final String I2C_HINT =
      "Enable it (on a Raspberry Pi: dtparam=i2c_arm=on in /boot/firmware/config.txt), and take the"
          + " agent's account into the group i2c.";
  private static final String SPI_HINT =
      "Enable it (on a Raspberry Pi: dtparam=spi=on in /boot/firmware/config.txt), and take the"
          + " agent's account into the group spi.";
  private static final String PIN_HINT =
      "Check its number with 'gpioinfo', that nothing else has it, and that the agent's account is"
          + " in the group gpio.";

  private final Function<Kind, Provider<?, ?, ?>> providers;

  /** One for each kind, made when needed. Guarded by {@code this}, as below. */
  private final Map<Kind, Context> contexts = new HashMap<>();

  private int made;

  /** What Pi4J has a provider for. */
  enum Kind {
    I2C,
    SPI,
    PIN
  }

  /** This machine's. */
  public Pi4jBoard() {
    this(kind ->
        switch (kind) {
          case I2C -> LinuxFsI2CProvider.newInstance();
          case SPI -> LinuxFsSpiProvider.newInstance();
          case PIN -> GpioDDigitalInputProvider.newInstance();
        });
  }

  Pi4jBoard(Function<Kind, Provider<?, ?, ?>> providers) {
    this.providers = providers;
  }

  private Context context(Kind kind) {
    return contexts.computeIfAbsent(
        kind,
        _ ->
            Pi4J.newContextBuilder()
                .noAutoDetect()
                .disableShutdownHook()
                .add(providers.apply(kind))
                .build());
  }

  private String id(String what) {
    made++;
    return what + "-" + made;
  }

  /** Something of Pi4J's. */
  private interface Making<T> {
    T make(Context context, String id);
  }

  /**
   * Pi4J says that something is not there in whatever way lies nearest: by three kinds of exception
   * where there is no such bus, by an error where its native part knows not this processor.
   */
  private synchronized <T> T make(Kind kind, String what, String hint, Making<T> making)
      throws LineException {
    try {
      return making.make(context(kind), id(what));
    } catch (RuntimeException | LinkageError e) {
      LineException absent = new LineException(what + " cannot be used: " + said(e), hint);
      absent.initCause(e);
      throw absent;
    }
  }

  private static String said(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private synchronized void shutDown(Kind kind, String id) {
    try {
      Context context = contexts.get(kind);
      if (context != null && context.registry().exists(id)) {
        context.shutdown(id);
      }
    } catch (RuntimeException e) {
      System.getLogger(Pi4jBoard.class.getName())
          .log(System.Logger.Level.DEBUG, "closing " + id, e);
    }
  }

  private static IOException failed(RuntimeException e) {
    return new IOException(said(e), e);
  }

  @Override
  public I2cChip i2c(int bus, int address) throws LineException {
    I2C chip =
        make(
            Kind.I2C,
            "the I2C bus " + bus,
            I2C_HINT,
            (context, id) ->
                context.create(
                    I2C.newConfigBuilder(context).id(id).bus(bus).device(address).build()));
    return new I2cChip() {
      @Override
      public void write(byte[] bytes) throws IOException {
        try {
          int written = chip.write(bytes, 0, bytes.length);
          if (written < 0) {
            throw new IOException("nobody takes what is sent");
          }
        } catch (RuntimeException e) {
          throw failed(e);
        }
      }

      @Override
      public byte[] read(int count) throws IOException {
        byte[] bytes = new byte[count];
        try {
          int read = chip.read(bytes, 0, count);
          if (read != count) {
            throw new IOException(read + " bytes of " + count + " came");
          }
        } catch (RuntimeException e) {
          throw failed(e);
        }
        return bytes;
      }

      @Override
      public void close() {
        shutDown(Kind.I2C, chip.id());
      }
    };
  }

  @Override
  public SpiChip spi(int bus, int select, int mode, int hertz) throws LineException {
    Spi chip =
        make(
            Kind.SPI,
            "the SPI bus " + bus + "." + select,
            SPI_HINT,
            (context, id) ->
                context.create(
                    Spi.newConfigBuilder(context)
                        .id(id)
                        .bus(SpiBus.getByNumber(bus))
                        .address(select)
                        .mode(SpiMode.getByNumber(mode))
                        .baud(hertz)
                        .build()));
    return new SpiChip() {
      @Override
      public byte[] transfer(byte[] bytes) throws IOException {
        byte[] came = new byte[bytes.length];
        try {
          int count = chip.transfer(bytes, 0, came, 0, bytes.length);
          if (count < 0) {
            throw new IOException("the bus does not work");
          }
        } catch (RuntimeException e) {
          throw failed(e);
        }
        return came;
      }

      @Override
      public void close() {
        shutDown(Kind.SPI, chip.id());
      }
    };
  }

  @Override
  public InputPin pin(int line, Pull pull, Consumer<Boolean> edge) throws LineException {
    DigitalInput input =
        make(
            Kind.PIN,
            "the pin " + line,
            PIN_HINT,
            (context, id) ->
                context.create(
                    DigitalInput.newConfigBuilder(context)
                        .id(id)
                        .address(line)
                        .pull(resistance(pull))
                        .debounce(0L)
                        .build()));
    input.addListener(event -> edge.accept(event.state() == DigitalState.HIGH));
    return new InputPin() {
      @Override
      public boolean isHigh() throws IOException {
        try {
          return switch (input.state()) {
            case HIGH -> true;
            case LOW -> false;
            case UNKNOWN -> throw new IOException("its level is unknown");
          };
        } catch (RuntimeException e) {
          throw failed(e);
        }
      }

      @Override
      public void close() {
        shutDown(Kind.PIN, input.id());
      }
    };
  }

  private static PullResistance resistance(Pull pull) {
    return switch (pull) {
      case UP -> PullResistance.PULL_UP;
      case DOWN -> PullResistance.PULL_DOWN;
      case NONE -> PullResistance.OFF;
    };
  }
}
