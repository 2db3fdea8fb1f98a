package io.coldshelf.profile;

/** The JSON Schemas (draft 2020-12) of the files that people write and the documents we send. */
public enum Schemas {
  /** A gateway's configuration, {@code gateway.yaml}. */
  GATEWAY("gateway"),
  /** A device profile. */
  DEVICE_PROFILE("device-profile"),
  /** A file of product classes. */
  PRODUCT_CLASSES("product-classes"),
  /** An event, as CloudEvents 1.0 in JSON. */
  EVENT("event");

  private final String code;

  Schemas(String code) {
    this.code = code;
  }

  /**
   * The word for it on the command line.
   *
   * @return lower case, words joined by hyphens
   */
  public String code() {
    return code;
  }

  /**
   * The schema itself.
   *
   * @return JSON
   */
  public String text() {
    return Resources.text("schema/" + code + ".schema.json");
  }
}
