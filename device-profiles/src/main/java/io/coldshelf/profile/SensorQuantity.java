package io.coldshelf.profile;

import java.util.Arrays;
import java.util.List;
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
    /** Relative humidity in per cent. */
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
    DS18B20("ds18b20", Protocol.W1, 0x28),
    /** Maxim DS18S20 and DS1820, family 10. */
    DS18S20("ds18s20", Protocol.W1, 0x10),
    /** Maxim DS1822, family 22. */
    DS1822("ds1822", Protocol.W1, 0x22),
    /** Maxim DS1825, family 3B. */
    DS1825("ds1825", Protocol.W1, 0x3B),
    /** Maxim DS28EA00, family 42. */
    DS28EA00("ds28ea00", Protocol.W1, 0x42),
    /** Analog Devices MAX31865 with a PT100; its address on the bus is its chip select. */
    MAX31865_PT100("max31865-pt100", Protocol.SPI, 0),
    /** The same with a PT1000. */
    MAX31865_PT1000("max31865-pt1000", Protocol.SPI, 0),
    /** Microchip MCP9808. */
    MCP9808("mcp9808", Protocol.I2C, 0x18),
    /** Sensirion SHT30, SHT31 and SHT35. */
    SHT3X("sht3x", Protocol.I2C, 0x44),
    /** Sensirion SHT40, SHT41 and SHT45. */
    SHT4X("sht4x", Protocol.I2C, 0x44),
    /** Texas Instruments TMP117. */
    TMP117("tmp117", Protocol.I2C, 0x48);

    /** By the name in profiles. */
    static final Map<String, Chip> BY_CODE =
        Arrays.stream(values()).collect(Collectors.toMap(Chip::code, Function.identity()));

    private final String code;
    private final Protocol protocol;
    private final int number;

    Chip(String code, Protocol protocol, int number) {
      this.code = code;
      this.protocol = protocol;
      this.number = number;
    }

    /**
     * The name in profiles.
     *
     * @return {@code sht4x}
     */
    public String code() {
      return code;
    }

    /**
     * The bus that it is made for.
     *
     * @return w1, i2c or spi
     */
    public Protocol protocol() {
      return protocol;
    }

    /**
     * Its family code on 1-Wire, its usual address on I2C (7 bits).
     *
     * @return 0 on SPI
     */
    public int number() {
      return number;
    }

    /**
     * What it measures.
     *
     * @return temperature always
     */
    public Set<Quantity> quantities() {
      return this == SHT3X || this == SHT4X
          ? Set.of(Quantity.TEMPERATURE, Quantity.HUMIDITY)
          : Set.of(Quantity.TEMPERATURE);
    }

    /** The names of the chips for one bus, in the order of the alphabet. */
    static List<String> of(Protocol protocol) {
      return Arrays.stream(values())
          .filter(chip -> chip.protocol == protocol)
          .map(Chip::code)
          .toList();
    }
  }
}
