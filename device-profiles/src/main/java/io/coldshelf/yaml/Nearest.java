package io.coldshelf.yaml;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Nearest {

  /** Words longer than this are not compared: no name of ours is, and the cost is quadratic. */
  private static final int MAX_LENGTH = 64;

  /** One slip of the finger in this many letters is still taken for the same word. */
  private static final int LETTERS_PER_SLIP = 3;

  private Nearest() {}

  /**
   * The known word nearest to what was written.
   *
   * @param written what was written
   * @param known what could have been
   * @return the nearest of them, where one is near enough
   */
  public static Optional<String> to(String written, Collection<String> known) {
    String best = "";
    int least = 1 + Math.max(1, written.length() / LETTERS_PER_SLIP);
    for (String word : known) {
      int slips = slips(written, word);
      if (slips < least) {
        least = slips;
        best = word;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /**
   * A hint for whoever has written an unknown word.
   *
   * @param written what was written
   * @param known what could have been
   * @return {@code did you mean 'capacity'?}, or the list of what is known
   */
  public static String hint(String written, Collection<String> known) {
    return to(written, known)
        .map(word -> "did you mean '" + word + "'?")
        .orElseGet(
            () -> known.isEmpty() ? "none is known here" : "known are " + String.join(", ", known));
  }

  /** Damerau's distance between neighbours: a letter put in, left out, changed, or two swapped. */
  static int slips(String a, String b) {
    if (a.length() > MAX_LENGTH || b.length() > MAX_LENGTH) {
      return Integer.MAX_VALUE;
    }
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(last[j - 1] + change, 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
