package io.coldshelf.profile;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The unit symbols that SenML registers (RFC 8428, 12.1), without those it advises against. */
final class SenmlUnits {

  static final Map<String, String> BY_SYMBOL =
      Set.of(
              "m", "kg", "s", "A", "K", "cd", "mol", "Hz", "rad", "sr", "N", "Pa", "J", "W", "C",
              "V", "F", "Ohm", "S", "Wb", "T", "H", "Cel", "lm", "lx", "Bq", "Gy", "Sv", "kat",
              "m2", "m3", "m/s", "m/s2", "m3/s", "W/m2", "cd/m2", "bit", "bit/s", "lat", "lon",
              "pH", "dB", "dBW", "count", "/", "%RH", "%EL", "EL", "1/s", "S/m", "B", "VA", "VAs",
              "var", "vars", "J/m", "kg/m3", "deg", "NTU")
          .stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));

  private SenmlUnits() {}
}
