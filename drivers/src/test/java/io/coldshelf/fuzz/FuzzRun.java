package io.coldshelf.fuzz;

/** Where Jazzer comes in: {@code -Dcoldshelf.fuzz.target=senml-json} says what is tried. */
public final class FuzzRun {

  private static final FuzzTarget TARGET =
      FuzzTarget.of(System.getProperty("coldshelf.fuzz.target", "senml-json"));

  private FuzzRun() {}

  /**
   * Called again and again.
   *
   * @param bytes what Jazzer has thought of
   */
  public static void fuzzerTestOneInput(byte[] bytes) {
    TARGET.run(bytes);
  }
}
