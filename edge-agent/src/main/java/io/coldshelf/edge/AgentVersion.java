package io.coldshelf.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which version of the agent this is, as the build wrote it down. */
public final class AgentVersion {

  /** The version, {@code 0.1.0} for instance. */
  public static final String TEXT = read();

  private AgentVersion() {}

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = AgentVersion.class.getResourceAsStream("agent.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the agent's own resource cannot be read", e);
    }
    return properties.getProperty("version", "unknown");
  }
}
