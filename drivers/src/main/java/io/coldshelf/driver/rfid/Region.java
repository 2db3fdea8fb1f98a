package io.coldshelf.driver.rfid;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The radio rules that a module keeps to, by the place where they hold. */
public enum Region {
  /** Australia, 920 to 926 MHz. */
  AU,
  /** China, 920.125 to 924.875 MHz. */
  CN,
  /** Europe, 865 to 868 MHz (EN 302 208). */
  EU,
  /** India, 865 to 867 MHz. */
  IN,
  /** Japan, 916 to 921 MHz. */
  JP,
  /** Korea, 917 to 923.5 MHz. */
  KR,
  /** New Zealand, 922 to 927 MHz. */
  NZ,
  /** United States and Canada, 902 to 928 MHz (FCC part 15.247). */
  US;

  /**
   * The word in a connection's options.
   *
   * @return {@code eu}
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Region> of(String word) {
    return Arrays.stream(values()).filter(region -> region.word().equals(word)).findFirst();
  }
}
