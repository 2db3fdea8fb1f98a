package io.coldshelf.edge.uplink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** TLS 1.3 from PEM files, by the JDK alone. */
final class PemTls {

  private static final String BEGIN_PKCS8 = "-----BEGIN PRIVATE KEY-----";
  private static final String END_PKCS8 = "-----END PRIVATE KEY-----";
  private static final char[] NO_PASSWORD = new char[0];

  private PemTls() {}

  /** Throws IllegalArgumentException with the file and what to do about it. */
  static SSLSocketFactory sockets(Broker.TlsFiles files) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(files.authority().isPresent() ? authorities(files.authority().get()) : null);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(identity(files), NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static KeyStore authorities(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    return store;
  }

  private static KeyStore identity(Broker.TlsFiles files)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    if (files.certificate().isPresent() && files.key().isPresent()) {
      Certificate[] chain = certificates(files.certificate().get()).toArray(Certificate[]::new);
      PrivateKey key = privateKey(files.key().get());
      store.setKeyEntry("gateway", key, NO_PASSWORD, chain);
    }
    return store;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(read(file).getBytes(StandardCharsets.US_ASCII)));
      if (found.isEmpty()) {
        throw new IllegalArgumentException(file + " holds no certificate in PEM");
      }
      return found;
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          file + " holds no certificate in PEM: " + e.getMessage(), e);
    }
  }

  private static PrivateKey privateKey(Path file) throws GeneralSecurityException {
    String pem = read(file);
    int begin = pem.indexOf(BEGIN_PKCS8);
    int end = pem.indexOf(END_PKCS8);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          file
              + (pem.contains("PRIVATE KEY-----")
                  ? " is a key, but not in unencrypted PKCS#8; convert it: openssl pkcs8 -topk8"
                      + " -nocrypt -in "
                      + file
                      + " -out "
                      + file
                      + ".pk8"
                  : " holds no private key in PEM"));
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN_PKCS8.length(), end));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " is not base64 between its two lines", e);
    }
    IllegalArgumentException none =
        new IllegalArgumentException(file + " is neither an EC, nor an RSA, nor an Ed25519 key");
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        none.addSuppressed(e); // only the factory of its own algorithm can read a key
      }
    }
    throw none;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + " (" + e + ")", e);
    }
  }
}
