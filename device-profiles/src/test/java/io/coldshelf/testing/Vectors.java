package io.coldshelf.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Published test vectors and real recordings, in folders that a user's clone does not have. Where
 * they are absent a test is skipped with a word; with {@code coldshelf.vectors.required=true} it
 * fails.
 */
public final class Vectors {

  private Vectors() {}

  /**
   * A file or folder of published vectors.
   *
   * @param path below the vectors' folder, {@code senml/ex3.gen.cbor}
   * @return where it is
   */
  public static Path oracle(String path) {
    return find("coldshelf.oracles", path);
  }

  /**
   * A real recording.
   *
   * @param path below the recordings' folder
   * @return where it is
   */
  public static Path sample(String path) {
    return find("coldshelf.samples", path);
  }

  private static Path find(String property, String path) {
    Path found = Path.of(System.getProperty(property, "")).resolve(path);
    if (Files.exists(found)) {
      return found;
    }
    String message =
        "no " + path + " below " + System.getProperty(property) + " (-D" + property + "=FOLDER)";
    if (Boolean.getBoolean("coldshelf.vectors.required")) {
      fail(message);
    }
    return abort(message);
  }
}
