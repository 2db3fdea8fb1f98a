package io.coldshelf.edge.cli;

import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.yaml.Secrets;
import java.nio.file.Path;

/** Reads a gateway's configuration for a verb, and shows what is odd in it. */
final class Configurations {

  private Configurations() {}

  static GatewayConfiguration read(Path file, Secrets secrets) {
    GatewayConfiguration configuration =
        GatewayConfiguration.read(
            file, DeviceProfiles.builtIn(), ProductClasses.builtIn(), secrets);
    configuration.warnings().forEach(warning -> System.err.println("warning: " + warning));
    return configuration;
  }
}
