package io.coldshelf.driver.scale;

import io.coldshelf.profile.Protocol;
import java.util.Optional;

/** Toledo's continuous output: the scale talks by itself, several times a second. */
final class Toledo implements Dialect {

  @Override
  public Protocol protocol() {
    return Protocol.TOLEDO;
  }

  @Override
  public String title() {
    return "continuous output";
  }

  @Override
  public Frames frames(boolean late, Optional<Integer> address) {
    return new ToledoFrames();
  }
}
