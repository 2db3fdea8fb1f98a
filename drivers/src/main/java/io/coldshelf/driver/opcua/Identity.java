package io.coldshelf.driver.opcua;

import io.coldshelf.driver.tls.Trust;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultClientCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;

/**
 * Who the gateway is to a server, and whom it trusts.
 *
 * @param credentials its key and certificate; nothing where the connection is not protected
 * @param uri its application URI, which its certificate holds too (OPC 10000-6, 6.2.2)
 * @param trust holds the server's certificate against those that are trusted
 */
record Identity(Optional<Credentials> credentials, String uri, CertificateValidator trust) {

  static final String NAME = "Coldshelf edge agent";
  static final String PRODUCT = "urn:coldshelf:edge-agent";

  static Identity of(Endpoint endpoint) {
    if (endpoint.security().equals(Optional.of(SecurityPolicy.None))) {
      // Nobody shows a certificate there that would prove anything.
      return new Identity(
          Optional.empty(), PRODUCT, new CertificateValidator.InsecureCertificateValidator());
    }
    Credentials credentials = Credentials.kept(endpoint.keys());
    return new Identity(
        Optional.of(credentials), credentials.uri(), trust(endpoint.access().authority()));
  }

  /** A server's own certificate is trusted as well as one that has signed it. */
  private static CertificateValidator trust(Optional<Path> pem) {
    MemoryTrustListManager trusted = new MemoryTrustListManager();
    pem.map(Trust::certificates).orElse(List.of()).forEach(trusted::addTrustedCertificate);
    return new DefaultClientCertificateValidator(trusted, new MemoryCertificateQuarantine(1));
  }

  /**
   * The gateway's own key and certificate.
   *
   * @param keys both halves
   * @param certificate signed by itself
   * @param uri the application's, as in the certificate
   */
  record Credentials(KeyPair keys, X509Certificate certificate, String uri) {

    static Credentials kept(Optional<Path> folder) {
      return folder.map(KeptCredentials::in).orElseGet(KeptCredentials::forNow);
    }

    X509Certificate[] chain() {
      return new X509Certificate[] {certificate};
    }
  }
}
