package io.coldshelf.driver.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom a driver trusts on an encrypted wire: the certificates of one PEM file, or those of the
 * system.
 *
 * @param sockets makes the sockets
 * @param isByName whether the name in the other side's certificate has to be that of the host. It
 *     has not where the file holds that very certificate: devices that sign their own write any
 *     name into it
 */
public record Trust(SocketFactory sockets, boolean isByName) {

  /**
   * Reads whom to trust.
   *
   * @param authority the file; nothing for the system's authorities
   * @return sockets that trust them
   * @throws IllegalArgumentException that names the file and what is wrong with it
   */
  public static Trust of(Optional<Path> authority) {
    if (authority.isEmpty()) {
      return new Trust(SSLSocketFactory.getDefault(), true);
    }
    List<X509Certificate> certificates = certificates(authority.get());
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      for (X509Certificate certificate : certificates) {
        trusted.setCertificateEntry("authority-" + trusted.size(), certificate);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      boolean signsOthers = certificates.stream().anyMatch(one -> one.getBasicConstraints() >= 0);
      return new Trust(context.getSocketFactory(), signsOthers);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(authority.get() + " cannot be trusted: " + e, e);
    }
  }

  /**
   * Reads a file of certificates.
   *
   * @param pem the file
   * @return at least one
   * @throws IllegalArgumentException that names the file and what is wrong with it
   */
  public static List<X509Certificate> certificates(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException(pem + " holds no certificate in PEM");
      }
      return certificates;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the file " + pem + " of 'ca' cannot be read as certificates in PEM: " + e.getMessage(),
          e);
    }
  }
}
