package io.coldshelf.yaml;

/** A text that is shown to nobody: its printed form is a row of stars. */
public final class Secret {

  private final String value;

  /**
   * Keeps a text.
   *
   * @param value the secret
   */
  public Secret(String value) {
    this.value = value;
  }

  /**
   * The text itself, for the one place that needs it.
   *
   * @return the secret
   */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && value.equals(secret.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
