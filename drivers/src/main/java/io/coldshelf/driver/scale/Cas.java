package io.coldshelf.driver.scale;

import io.coldshelf.profile.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * CAS's format of 22 bytes. The scale talks by itself, or answers {@code RW} in the command mode,
 * which begins with its two-digit device number (CI-400 series owner's manual, appendix 2).
 */
final class Cas implements Dialect {

  private static final int GREATEST_ADDRESS = 99;

  @Override
  public Protocol protocol() {
    return Protocol.CAS;
  }

  @Override
  public String title() {
    return "the CAS format of 22 bytes";
  }

  @Override
  public Optional<String> standard() {
    return Optional.empty();
  }

  @Override
  public Optional<Integer> greatestAddress() {
    return Optional.of(GREATEST_ADDRESS);
  }

  @Override
  public byte[] question(String command, Optional<Integer> address) {
    return "%02d%s\r\n".formatted(address.orElse(1), command).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Frames frames(boolean late, Optional<Integer> address) {
    return new CasFrames(address);
  }
}
