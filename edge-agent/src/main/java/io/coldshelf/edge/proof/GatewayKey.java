package io.coldshelf.edge.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The gateway's Ed25519 key (RFC 8032): made on the gateway itself, and its secret part never
 * leaves it. Two files in PEM (RFC 7468): {@code gateway.key}, which only its owner can read, and
 * {@code gateway.pub} for whoever wants to verify.
 */
public final class GatewayKey {

  /** The secret key's file in the data directory. */
  public static final String SECRET_FILE = "gateway.key";

  /** The public key's file in the data directory. */
  public static final String PUBLIC_FILE = "gateway.pub";

  private static final String ALGORITHM = "Ed25519";
  private static final String SECRET = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";

  private GatewayKey() {}

  /**
   * Reads the key, or makes one.
   *
   * @param data the data directory
   * @return both halves
   * @throws IOException when a file can be neither read nor written
   * @throws GeneralSecurityException when a file holds something else than a key
   */
  public static KeyPair in(Path data) throws IOException, GeneralSecurityException {
    Path secret = data.resolve(SECRET_FILE);
    Path open = data.resolve(PUBLIC_FILE);
    if (Files.exists(secret) && Files.exists(open)) {
      PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pem(SECRET, Files.readString(secret)));
      return new KeyPair(publicKey(open), KeyFactory.getInstance(ALGORITHM).generatePrivate(spec));
    }
    KeyPair made = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    // The public half last: with both there the pair is whole.
    write(secret, pem(SECRET, made.getPrivate().getEncoded()), "rw-------");
    write(open, pem(PUBLIC, made.getPublic().getEncoded()), "rw-r--r--");
    return made;
  }

  /**
   * Reads a public key.
   *
   * @param file in PEM
   * @return the key
   * @throws IOException when the file cannot be read
   * @throws GeneralSecurityException when it holds something else than a key
   */
  public static PublicKey publicKey(Path file) throws IOException, GeneralSecurityException {
    byte[] encoded = pem(PUBLIC, Files.readString(file));
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static void write(Path file, String text, String permissions) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    }
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String pem(String label, byte[] encoded) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, lines.encodeToString(encoded), label);
  }

  private static byte[] pem(String label, String text) throws GeneralSecurityException {
    String begin = "-----BEGIN " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + label + "-----");
    if (from < 0 || to < from) {
      throw new GeneralSecurityException("no " + begin + " in it");
    }
    String body = text.substring(from + begin.length(), to);
    try {
      return Base64.getMimeDecoder().decode(body.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("not base64: " + e.getMessage(), e);
    }
  }
}
