package io.coldshelf.edge.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Which boot of the machine this is. Within one the monotonic counter goes on from process to
 * process, and its values can be compared.
 *
 * @param id 16 hexadecimal digits
 */
public record Boot(String id) {

  /** Where Linux tells it, as a random UUID (random(4)). */
  public static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

  private static final int DIGITS = 16;
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{" + DIGITS + "}");

  /** Refuses what is none. */
  public Boot {
    if (!HEXADECIMAL.matcher(id).matches()) {
      throw new IllegalArgumentException("not a boot's id: '" + id + "'");
    }
  }

  /**
   * The machine's own id of this boot. Where there is none every process counts as a boot: then
   * nothing is known of the counter from one process to the next.
   *
   * @param file where the system tells it, {@link #LINUX}
   * @param random makes one where it does not
   * @return the boot
   */
  public static Boot of(Path file, RandomGenerator random) {
    try {
      String digits = Files.readString(file).strip().replace("-", "");
      if (digits.length() >= DIGITS) {
        return new Boot(digits.substring(0, DIGITS));
      }
    } catch (IOException | IllegalArgumentException e) {
      // Not Linux, or a sandbox that hides it.
      return random(random);
    }
    return random(random);
  }

  private static Boot random(RandomGenerator random) {
    return new Boot(HexFormat.of().toHexDigits(random.nextLong()));
  }
}
