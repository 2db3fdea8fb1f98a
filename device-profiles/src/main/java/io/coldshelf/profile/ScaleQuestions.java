package io.coldshelf.profile;

import java.util.List;

/**
 * The commands that read a weight, by the dialect of the scale. There are no others here: a command
 * that sets, zeroes or tares is none that anybody could configure.
 *
 * <p>The first asks for the weight of this moment, so that a shelf that people touch is heard too;
 * others wait for rest, or answer in another unit. A&amp;D's balances and platforms know {@code Q},
 * its indicators {@code RW}, older ones {@code READ}.
 */
public final class ScaleQuestions {

  /** In place of a command: the scale talks by itself. */
  public static final String NONE = "none";

  private ScaleQuestions() {}

  /**
   * What scales of a dialect can be asked.
   *
   * @param protocol the dialect
   * @return the commands, the usual one first; none where scales only talk by themselves, and for
   *     what is no scale
   */
  public static List<String> of(Protocol protocol) {
    return switch (protocol) {
      case AD -> List.of("Q", "SI", "S", "RW", "READ");
      case CAS -> List.of("RW");
      case DINI_ARGEO -> List.of("READ", "REXT");
      case MT_SICS -> List.of("SI", "S");
      case OHAUS -> List.of("IP", "P", "SP");
      case RADWAG -> List.of("SI", "SUI", "S", "SU");
      case SARTORIUS -> List.of("P");
      case SMA -> List.of("W", "P");
      default -> List.of();
    };
  }
}
