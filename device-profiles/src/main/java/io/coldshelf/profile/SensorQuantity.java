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
    TEMPERATURE("Cel");

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
    DS18B20("ds18b20", 0x28),
    /** Maxim DS18S20 and DS1820, family 10. */
    DS18S20("ds18s20", 0x10),
    /** Maxim DS1822, family 22. */
    DS1822("ds1822", 0x22),
    /** Maxim DS1825, family 3B. */
    DS1825("ds1825", 0x3B),
    /** Maxim DS28EA00, family 42. */
    DS28EA00("ds28ea00", 0x42);

    /** By the name in profiles. */
    static final Map<String, Chip> BY_CODE =
        Arrays.stream(values()).collect(Collectors.toMap(Chip::code, Function.identity()));

    private final String code;
    private final int family;

    Chip(String code, int family) {
      this.code = code;
      this.family = family;
    }

    /**
     * The name in profiles.
     *
     * @return {@code ds18b20}
     */
    public String code() {
      return code;
    }

    /**
     * Its family code on 1-Wire.
     *
     * @return the first byte of its number
     */
    public int family() {
      return family;
    }

    /**
     * What it measures.
     *
     * @return temperature always
     */
    public Set<Quantity> quantities() {
      return Set.of(Quantity.TEMPERATURE);
    }
  }
}
