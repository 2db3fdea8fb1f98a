package io.coldshelf.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a sensor at a bus of the gateway itself gives: which chip it is, and which of its
 * quantities.
 *
 * @param chip which
 * @param quantity one that the chip has
 */
public record SensorQuantity(Chip chip, Quantity quantity) implements PointSource {

  /** The chip has the quantity. */
  public SensorQuantity {
    if (!chip.quantities().contains(quantity)) {
      throw new IllegalArgumentException(chip.code() + " measures no " + quantity.code());
    }
  }

  @Override
  public String described() {
    return chip.code() + " " + quantity.code();
  }

  /** The kinds of quantity. */
  public enum Quantity {
    /** In degrees Celsius. */
    TEMPERATURE("Cel"),
    /** Relative, of 100. */
    HUMIDITY("%RH");

    private final String unit;

    Quantity(String unit) {
      this.unit = unit;
    }

    /**
     * The unit in which it is given.
     *
     * @return a symbol of SenML
     */
    public String unit() {
      return unit;
    }

    /**
     * The name in profiles.
     *
     * @return in lower case
     */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The chips that can be read. */
  public enum Chip {
    /** Maxim DS18B20, family 28. */
    DS18B20(0x28),
    /** Maxim DS18S20 and DS1820, family 10. */
    DS18S20(0x10),
    /** Maxim DS1822, family 22. */
    DS1822(0x22),
    /** Maxim DS1825, family 3B. */
    DS1825(0x3B),
    /** Maxim DS28EA00, family 42. */
    DS28EA00(0x42),
    /** Sensirion SHT30, SHT31 and SHT35. */
    SHT3X(0x44, 0x45, true),
    /** Sensirion SHT40, SHT41 and SHT45. */
    SHT4X(0x44, 0x46, true),
    /** Texas Instruments TMP117. */
    TMP117(0x48, 0x4B, false),
    /** Microchip MCP9808. */
    MCP9808(0x18, 0x1F, false),
    /** Analog Devices (Maxim) MAX31865 with a PT100 or PT1000. */
    MAX31865();

    /** By the name in profiles. */
    static final Map<String, Chip> BY_CODE =
        Arrays.stream(values()).collect(Collectors.toMap(Chip::code, Function.identity()));

    private final Protocol bus;
    private final int least;
    private final int greatest;
    private final boolean isHumid;

    Chip(Protocol bus, int least, int greatest, boolean isHumid) {
      this.bus = bus;
      this.least = least;
      this.greatest = greatest;
      this.isHumid = isHumid;
    }

    /** A thermometer on 1-Wire. */
    Chip(int family) {
      this(Protocol.W1, family, family, false);
    }

    /** On I2C, at addresses that its pins choose among. */
    Chip(int least, int greatest, boolean isHumid) {
      this(Protocol.I2C, least, greatest, isHumid);
    }

    /** A thermometer on SPI, where nobody has an address. */
    Chip() {
      this(Protocol.SPI, 0, 0, false);
    }

    /**
     * The name in profiles.
     *
     * @return {@code ds18b20}
     */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The bus that it is on.
     *
     * @return 1-Wire, I2C or SPI
     */
    public Protocol bus() {
      return bus;
    }

    /**
     * Whether it can be there.
     *
     * @param address on I2C its address, on 1-Wire its family code, the first byte of its number
     * @return true where it is one of the chip's
     */
    public boolean isAt(int address) {
      return address >= least && address <= greatest;
    }

    /**
     * Where it can be, for a person.
     *
     * @return {@code 0x44 to 0x45}
     */
    public String places() {
      return least == greatest
          ? "0x%02x".formatted(least)
          : "0x%02x to 0x%02x".formatted(least, greatest);
    }

    /**
     * What it measures.
     *
     * @return temperature always, and humidity of some
     */
    public Set<Quantity> quantities() {
      return isHumid
          ? Set.of(Quantity.TEMPERATURE, Quantity.HUMIDITY)
          : Set.of(Quantity.TEMPERATURE);
    }
  }
}
