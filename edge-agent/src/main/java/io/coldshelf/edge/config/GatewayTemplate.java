package io.coldshelf.edge.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A first {@code gateway.yaml} to start from. */
public final class GatewayTemplate {

  private static final String RESOURCE = "gateway-template.yaml";

  private GatewayTemplate() {}

  /**
   * The file's text; it loads as it stands.
   *
   * @return YAML with comments
   */
  public static String text() {
    try (InputStream in = GatewayTemplate.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + RESOURCE + " from the jar", e);
    }
  }
}
