package io.coldshelf.driver.llrp;

import io.coldshelf.driver.Outcome.Fault.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns what is wanted of a reader's antennas into what it can, by its own tables. */
final class Radio {

  private static final double HUNDREDTHS = 100;
  private static final int HOPS = 0x80;

  private final String place;
  private final Optional<Parameter> device;
  private final List<Parameter> powers;
  private final Optional<Parameter> hopTable;

  /** Of a reader that has told what it can, or has not. */
  Radio(String place, Optional<Message> capabilities) {
    this.place = place;
    this.device =
        capabilities.flatMap(c -> c.parameters().first(ParameterType.GENERAL_DEVICE_CAPABILITIES));
    Optional<Parameter> band =
        capabilities
            .flatMap(c -> c.parameters().first(ParameterType.REGULATORY_CAPABILITIES))
            .flatMap(r -> r.parameters().first(ParameterType.UHF_BAND_CAPABILITIES));
    this.powers =
        band.map(b -> b.parameters().all(ParameterType.TRANSMIT_POWER_LEVEL_TABLE_ENTRY))
            .orElse(List.of());
    this.hopTable =
        band.flatMap(b -> b.parameters().first(ParameterType.FREQUENCY_INFORMATION))
            .filter(f -> (f.fields().u8(0) & HOPS) != 0)
            .flatMap(f -> f.parameters().first(ParameterType.FREQUENCY_HOP_TABLE));
  }

  /** A reader that does not say how many it has is asked for any. */
  void checkAntennas(List<Integer> wanted) throws SessionEndedException {
    int there = device.map(d -> d.fields().u16(0)).orElse(Integer.MAX_VALUE);
    for (int antenna : wanted) {
      if (antenna > there) {
        throw new SessionEndedException(
            Kind.REFUSED,
            place + " has " + there + " antennas, and no antenna " + antenna,
            "Write those that it has, as in antennas=1,2.");
      }
    }
  }

  /**
   * How to send with a power: the greatest level of the reader's that is not above it, and the
   * frequencies as they are set.
   *
   * @param configuration how the antennas are set now, if the reader tells
   */
  Inventory.Transmitter transmitter(double dBm, Optional<Message> configuration)
      throws SessionEndedException {
    int best = 0;
    int bestPower = Integer.MIN_VALUE;
    int least = Integer.MAX_VALUE;
    for (Parameter entry : powers) {
      int power = (short) entry.fields().u16(2);
      least = Math.min(least, power);
      if (power <= Math.round(dBm * HUNDREDTHS) && power > bestPower) {
        bestPower = power;
        best = entry.fields().u16(0);
      }
    }
    if (powers.isEmpty() || best == 0) {
      throw new SessionEndedException(
          Kind.REFUSED,
          powers.isEmpty()
              ? place + " does not tell with which power it can send"
              : String.format(
                  Locale.ROOT,
                  "%s cannot send with as little as %s dBm, its least is %s",
                  place,
                  dBm,
                  least / HUNDREDTHS),
          "Write another 'power', or leave it out to keep what the reader has.");
    }
    Optional<Fields> now =
        configuration
            .flatMap(c -> c.parameters().first(ParameterType.ANTENNA_CONFIGURATION))
            .flatMap(a -> a.parameters().first(ParameterType.RF_TRANSMITTER))
            .map(Parameter::fields);
    if (now.isPresent()) {
      return new Inventory.Transmitter(now.get().u16(0), now.get().u16(2), best);
    }
    return hopTable.isPresent()
        ? new Inventory.Transmitter(hopTable.get().fields().u8(0), 0, best)
        : new Inventory.Transmitter(0, 1, best);
  }
}
