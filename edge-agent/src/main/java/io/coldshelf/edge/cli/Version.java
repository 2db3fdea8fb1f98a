package io.coldshelf.edge.cli;

import io.coldshelf.edge.AgentVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"coldshelf " + AgentVersion.TEXT};
  }
}
