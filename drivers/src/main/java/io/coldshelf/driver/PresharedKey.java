package io.coldshelf.driver;

import io.coldshelf.yaml.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The key that a sensor shares with the gateway for DTLS (RFC 4279).
 *
 * <p>Whoever overhears a handshake can try keys at leisure (RFC 4279, 7.2), so a short one is none.
 */
public final class PresharedKey {

  /** How a good key is made; for messages. */
  public static final String SUGGESTION =
      "make one with 'openssl rand -hex 16' and write it behind 'hex:'";

  private static final String HEX = "hex:";
  private static final int MIN_BYTES = 16;
  private static final int MAX_BYTES = 64;

  private final byte[] key;

  private PresharedKey(byte[] key) {
    this.key = key;
  }

  /**
   * Reads a key.
   *
   * @param secret digits of 16 behind {@code hex:}, or else the text itself in UTF-8
   * @return the key
   * @throws IllegalArgumentException when it has not 16 to 64 bytes, or no such digits
   */
  public static PresharedKey of(Secret secret) {
    byte[] key = bytes(secret.reveal());
    if (key.length < MIN_BYTES || key.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a key for DTLS has %d to %d bytes, and this one %d"
              .formatted(MIN_BYTES, MAX_BYTES, key.length));
    }
    return new PresharedKey(key);
  }

  private static byte[] bytes(String text) {
    if (!text.startsWith(HEX)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return HexFormat.of().parseHex(text.substring(HEX.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("behind 'hex:' stand pairs of digits, 0-9 and a-f", e);
    }
  }

  /**
   * The key itself.
   *
   * @return 16 to 64 bytes
   */
  public byte[] reveal() {
    return key.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PresharedKey that && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return "***";
  }
}
