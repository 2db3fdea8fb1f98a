package io.coldshelf.driver.opcua;

import io.coldshelf.driver.opcua.Identity.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Period;
import java.util.Base64;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/**
 * The gateway's own key and certificate, in a folder of its own: made once, and from then on the
 * same, for somebody has to tell each server to trust it.
 */
final class KeptCredentials {

  private static final System.Logger LOG = System.getLogger(KeptCredentials.class.getName());

  /** Who can read the file can read the key anyway. */
  private static final char[] NO_PASSWORD = "coldshelf".toCharArray();

  private static final String ALIAS = "gateway";
  private static final String STORE = "opc-ua.p12";
  private static final String PEM = "opc-ua.pem";
  private static final int KEY_BITS = 2048;
  private static final Period VALID = Period.ofYears(20);

  private KeptCredentials() {}

  /** Throws IllegalArgumentException in words for a person where the folder is of no use. */
  static Credentials in(Path folder) {
    Path store = folder.resolve(STORE);
    try {
      return Files.exists(store) ? read(store) : made(store);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the gateway's certificate for OPC UA cannot be kept in " + store + ": " + e.getMessage(),
          e);
    }
  }

  static Credentials forNow() {
    try {
      return made();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK makes no certificates", e);
    }
  }

  private static Credentials read(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, NO_PASSWORD);
    }
    if (keys.getKey(ALIAS, NO_PASSWORD) instanceof PrivateKey key
        && keys.getCertificate(ALIAS) instanceof X509Certificate certificate) {
      return new Credentials(
          new KeyPair(certificate.getPublicKey(), key), certificate, uri(certificate));
    }
    throw new IOException("it holds no key of the gateway; remove it, and one is made anew");
  }

  private static String uri(X509Certificate certificate) throws IOException {
    return CertificateUtil.getSanUri(certificate)
        .orElseThrow(() -> new IOException("its certificate names no application"));
  }

  private static Credentials made(Path store) throws IOException, GeneralSecurityException {
    Credentials made = made();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, NO_PASSWORD);
    keys.setKeyEntry(
        ALIAS, made.keys().getPrivate(), NO_PASSWORD, new Certificate[] {made.certificate()});
    Path folder = Files.createDirectories(store.toAbsolutePath().getParent());
    Path half = Files.createTempFile(folder, "opc-ua", ".part");
    try {
      Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rw-------"));
      try (OutputStream out = Files.newOutputStream(half)) {
        keys.store(out, NO_PASSWORD);
      }
      Files.move(half, store, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(half);
    }
    Path pem = folder.resolve(PEM);
    Files.writeString(
        pem,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(made.certificate().getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    LOG.log(
        Level.INFO, "A certificate for OPC UA was made. Servers have to trust it; it is {0}.", pem);
    return made;
  }

  private static Credentials made() throws GeneralSecurityException {
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
    String host = host();
    String uri = Identity.PRODUCT + ":" + host;
    try {
      X509Certificate certificate =
          new SelfSignedCertificateBuilder(keys)
              .setCommonName(Identity.NAME)
              .setOrganization("Coldshelf")
              .setApplicationUri(uri)
              .addDnsName(host)
              .setValidityPeriod(VALID)
              .build();
      return new Credentials(keys, certificate, uri);
    } catch (GeneralSecurityException e) {
      throw e;
    } catch (Exception e) {
      // The builder declares whatever its libraries throw.
      throw new GeneralSecurityException(e);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "gateway";
    }
  }
}
