package io.coldshelf.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Properties;

/** Which version of the agent this is, as the build wrote it down. */
public final class AgentVersion {

  /** The version, {@code 0.1.0} for instance. */
  public static final String TEXT = property("version").orElse("unknown");

  /** When it was built, or 1970 where the build did not say. */
  public static final Instant BUILT =
      property("built").flatMap(AgentVersion::time).orElse(Instant.EPOCH);

  private AgentVersion() {}

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      // The resource as it is in the sources, not filtered by the build.
      return Optional.empty();
    }
  }

  private static Optional<String> property(String name) {
    Properties properties = new Properties();
    try (InputStream in = AgentVersion.class.getResourceAsStream("agent.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the agent's own resource cannot be read", e);
    }
    return Optional.ofNullable(properties.getProperty(name));
  }
}
