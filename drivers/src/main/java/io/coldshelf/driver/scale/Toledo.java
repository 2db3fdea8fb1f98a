package io.coldshelf.driver.scale;

import io.coldshelf.profile.Protocol;
import java.util.List;
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
  public List<String> questions() {
    return List.of();
  }

  @Override
  public Frames frames(boolean late, Optional<Integer> address) {
    return new ToledoFrames();
  }
}
