package io.coldshelf.testing;

import java.util.random.RandomGenerator;

/** Spoils texts the way people, editors and bad disks do. */
public final class Mutations {

  private static final String ODD = "\t \n:{}[],#&*!|>'\"%@`-?~=0x\u0000\u00B0\uFEFF\uD800";

  private Mutations() {}

  /**
   * Spoils a text in one to three places.
   *
   * @param text a good one
   * @param random where and how
   * @return mostly a wrong one
   */
  public static String of(String text, RandomGenerator random) {
    StringBuilder spoilt = new StringBuilder(text);
    for (int changes = 1 + random.nextInt(3); changes > 0 && !spoilt.isEmpty(); changes--) {
      int at = random.nextInt(spoilt.length());
      int end = Math.min(spoilt.length(), at + 1 + random.nextInt(12));
      char odd = ODD.charAt(random.nextInt(ODD.length()));
      switch (random.nextInt(6)) {
        case 0 -> spoilt.delete(at, end);
        case 1 -> spoilt.insert(at, odd);
        case 2 -> spoilt.setCharAt(at, odd);
        case 3 -> spoilt.insert(at, spoilt.substring(at, end));
        case 4 -> spoilt.setLength(at);
        case 5 -> spoilt.replace(at, end, String.valueOf(random.nextInt(-10, 100_000)));
        default -> throw new AssertionError("six ways");
      }
    }
    return spoilt.toString();
  }
}
